import type { NamedFile } from "../core/model-format.ts";
import type { FormatName } from "./format-names.ts";
import { FORMATS } from "./formats.ts";

/** One model of a repository: a file, or several that belong together. */
export interface ModelFile {
  /** The first is the one to load. */
  readonly paths: readonly string[];
  readonly sizeBytes: number;
  /** As the file's name tells it, such as `q4_k_m`; absent when it tells none. */
  readonly quantisation?: string | undefined;
}

/** The models of a format among the files of a repository; what only belongs to models, such as a projector, is none. */
export function listModelFiles(files: readonly NamedFile[], format: FormatName): readonly ModelFile[] {
  const groups = FORMATS.find(({ name }) => name === format)?.group(files) ?? [];
  return groups.map((parts) => {
    const quantisation = quantisationOf(parts[0]?.path ?? "");
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
