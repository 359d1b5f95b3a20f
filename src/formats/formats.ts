import type { FileFacts, ModelFormat } from "../core/model-format.ts";
import { FORMAT_NAMES, type FormatName } from "./format-names.ts";
import { ggufFormat } from "./gguf/gguf-format.ts";
import { onnxFormat } from "./onnx/onnx-format.ts";

/** A new format is a folder beside this file, a name in `FORMAT_NAMES` and a line here. */
const BY_NAME = { gguf: ggufFormat, onnx: onnxFormat } as const satisfies Readonly<Record<FormatName, ModelFormat>>;

export const FORMATS: readonly (ModelFormat & { readonly name: FormatName })[] = FORMAT_NAMES.map(
  (name) => BY_NAME[name],
);

/** The format that a file's name tells; absent when it tells none that is known. */
export function formatOfFile(path: string): FormatName | undefined {
  return FORMATS.find((format) => format.matches(path))?.name;
}

/**
 * Reads what a model's files say of it. A file whose name tells no format is looked into as a GGUF file: some caches name
 * files by their digest.
 *
 * @throws AssayError `model-missing`, or `model-invalid` with the reason
 */
export function readFileFacts(path: string): Promise<FileFacts> {
  const format = FORMATS.find((format) => format.matches(path)) ?? ggufFormat;
  return format.readFacts(path);
}
