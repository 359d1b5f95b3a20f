import { formatOfFile } from "./model-format.ts";

export interface NamedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** One model of a repository: a file, or several that belong together. */
export interface ModelFile {
  /** The first is the one to load. */
  readonly paths: readonly string[];
  readonly sizeBytes: number;
  /** As the file's name tells it, such as `q4_k_m`; absent when it tells none. */
  readonly quantisation?: string | undefined;
}

/** The models among the files of a repository; projectors and importance matrices, which only belong to models, are none. */
export function listModelFiles(files: readonly NamedFile[], format: "gguf" | "onnx"): readonly ModelFile[] {
  const models = files.filter(({ path }) => formatOfFile(path) === format && !isCompanion(path) && !isLaterPart(path));
  return models.map((first) => {
    const parts = format === "gguf" ? partsOf(first, files) : withWeights(first, files);
    const quantisation = quantisationOf(first.path);
    return {
      paths: parts.map(({ path }) => path),
      sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      ...(quantisation === undefined ? {} : { quantisation }),
    };
  });
}

/** Best first: as small as they can be without losing much. Source: llama.cpp's table of quantisations and their perplexity. */
const PREFERENCE = ["q4_k_m", "q4_k_s", "iq4_xs", "mxfp4", "q4_0", "q4f16", "q4", "int4", "q5_k_m", "q8_0", "q6_k"];

/** The model that most would take: the best quantisation that is not larger than `mostBytes`; absent when all are. */
export function chooseModelFile(models: readonly ModelFile[], mostBytes: number): ModelFile | undefined {
  const rank = ({ quantisation = "" }: ModelFile) => {
    const place = PREFERENCE.indexOf(quantisation);
    return place < 0 ? PREFERENCE.length : place;
  };
  return models
    .filter(({ sizeBytes }) => sizeBytes <= mostBytes)
    .sort((a, b) => rank(a) - rank(b) || b.sizeBytes - a.sizeBytes)[0];
}

/** The models that are meant by the path or the name of a file, a pattern with `*` of either, or a quantisation. */
export function findModelFiles<Model extends ModelFile>(models: readonly Model[], asked: string): readonly Model[] {
  const byPattern = (pattern: RegExp) => models.filter(({ paths }) => paths.some((path) => pattern.test(path)));
  // The parts of a split model belong together, whichever of them was named.
  const exact = models.filter(({ paths }) => paths.includes(asked));
  if (exact.length > 0) return exact;
  const named = byPattern(toPattern(asked));
  if (named.length > 0) return named;
  const quantised = models.filter(({ quantisation }) => quantisation === asked.toLowerCase());
  // Some have a word before it, such as UD-Q4_K_XL.
  return quantised.length > 0 ? quantised : byPattern(toPattern(`*${asked}*`));
}

/** `*` is any text, `?` one character; a pattern without a folder is one of the file's own name. */
function toPattern(glob: string): RegExp {
  const text = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`${glob.includes("/") ? "^" : "(^|/)"}${text}$`, "i");
}

/** The quantisation that a file's name tells. */
export function quantisationOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/(-\d{5}-of-\d{5})?\.(gguf|onnx)$/i, "");
  const [, found] =
    /(?:^|[-_.])((?:i?q\d(?:_k(?:_(?:s|m|l|xl|xs))?|_[01]|_(?:xxs|xs|s|m|nl))?|q4f16|mxfp4|bf16|fp?16|fp?32|int[48]|uint8|quantized))$/i.exec(
      name,
    ) ?? [];
  return found?.toLowerCase();
}

function isCompanion(path: string): boolean {
  return /(^|[/_.-])(mmproj|imatrix)([_.-]|$)/i.test(path);
}

const PART = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;

function isLaterPart(path: string): boolean {
  const [, , part] = PART.exec(path) ?? [];
  return part !== undefined && Number(part) > 1;
}

/** Split files are named x-00001-of-00003.gguf by llama.cpp's gguf-split. */
function partsOf(first: NamedFile, files: readonly NamedFile[]): readonly NamedFile[] {
  const [, stem, , total] = PART.exec(first.path) ?? [];
  if (stem === undefined) return [first];
  return files
    .filter(({ path }) => {
      const part = PART.exec(path);
      return part?.[1] === stem && part[3] === total;
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** ONNX weights above 2 GB lie beside the graph: x.onnx_data, x.onnx_data_1 or x.onnx.data. */
function withWeights(graph: NamedFile, files: readonly NamedFile[]): readonly NamedFile[] {
  const weights = files.filter(
    ({ path }) => path.startsWith(graph.path) && /^[._]data(_\d+)?$/.test(path.slice(graph.path.length)),
  );
  return [graph, ...weights];
}
