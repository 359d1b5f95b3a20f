import type { FileFacts, ModelFormat } from "../core/model-format.ts";
import { ggufFormat } from "./gguf/gguf-format.ts";
import { onnxFormat } from "./onnx/onnx-format.ts";

/** Every format whose files are known; a new one is a folder beside this file and a line here. */
const TABLE = [ggufFormat, onnxFormat] as const;

export type FormatName = (typeof TABLE)[number]["name"];

export const FORMATS: readonly (ModelFormat & { readonly name: FormatName })[] = TABLE;

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
