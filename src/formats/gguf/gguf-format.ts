import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { toAssayError } from "../../core/errors.ts";
import type { ModelFormat } from "../../core/model-format.ts";
import { partsOf } from "../parts/part-name.ts";
import { ggufKind, isModelKind } from "./gguf-kind.ts";
import { ggufFacts } from "./header/file-facts.ts";
import { parseGgufStart } from "./header/gguf-header.ts";
import { readGgufFile } from "./read-gguf-file.ts";

/** Files of llama.cpp and what is built on it. */
export const ggufFormat = {
  name: "gguf",
  matches: (path) => /\.gguf$/i.test(path),
  group: (files) => files.filter(({ path }) => isNamedAsModel(path)).map((file) => partsOf(file.path, files) ?? [file]),
  findInFolder: (folder) =>
    listFolder(folder)
      .filter(isNamedAsModel)
      .map((name) => join(folder, name))
      .filter((path) => isModelKind(peekKind(path))),
  readFacts: async (path) => ggufFacts(await readGgufFile(path)),
} as const satisfies ModelFormat;

function isNamedAsModel(path: string): boolean {
  return ggufFormat.matches(path) && isModelKind(ggufKind(path));
}

/** The kind of a file is among its first entries, before the vocabulary. */
const START_BYTES = 64 * 2 ** 10;

/** Looks at the start of a file; one that cannot be read, or is damaged, is a model by its name, and says why when it is loaded. */
function peekKind(path: string) {
  const bytes = Buffer.alloc(START_BYTES);
  try {
    const file = openSync(path, "r");
    try {
      return ggufKind(path, parseGgufStart(bytes.subarray(0, readSync(file, bytes))));
    } finally {
      closeSync(file);
    }
  } catch {
    return ggufKind(path);
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (thrown) {
    throw toAssayError(thrown, "storage-failed");
  }
}
