/** The name of one part of a split model, as llama.cpp's gguf-split gives it: `name-00001-of-00003.gguf`. */
export interface PartName {
  /** The path up to the numbers. */
  readonly stem: string;
  readonly part: number;
  readonly total: number;
}

/** Absent when the path is not that of a part. */
export function parsePartName(path: string): PartName | undefined {
  const [, stem, part, total] = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i.exec(path) ?? [];
  return stem === undefined ? undefined : { stem, part: Number(part), total: Number(total) };
}

/** The names of all parts of the model that a path is a part of, in their order; absent when it is not a part. */
export function listPartNames(path: string): readonly string[] | undefined {
  const named = parsePartName(path);
  if (named === undefined) return undefined;
  const end = path.slice(named.stem.length).replace(/^-\d{5}/, "");
  return Array.from({ length: named.total }, (_, index) => `${named.stem}-${String(index + 1).padStart(5, "0")}${end}`);
}

/** Finds all parts of the model that a path is a part of, in their order; absent when it is not a part. */
export function partsOf<File extends { readonly path: string }>(
  path: string,
  files: readonly File[],
): readonly File[] | undefined {
  const first = parsePartName(path);
  if (first === undefined) return undefined;
  return files
    .filter((file) => {
      const other = parsePartName(file.path);
      return other?.stem === first.stem && other.total === first.total;
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
