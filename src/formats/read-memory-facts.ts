import { toAssayError } from "../core/errors.ts";
import type { MemoryFacts } from "../core/model-format.ts";
import { statFile } from "../system/stat-file.ts";
import { ggufMemoryFacts } from "./gguf/memory-facts.ts";
import { readGgufFile } from "./gguf/read-gguf-file.ts";

/**
 * Reads the facts that decide how much memory a model file takes; of what is no readable GGUF file, the size alone.
 *
 * @param sizeBytes of a file that is not there, as others know it
 */
export async function readMemoryFacts(path: string, sizeBytes = 0): Promise<MemoryFacts> {
  try {
    return ggufMemoryFacts(await readGgufFile(path));
  } catch (thrown) {
    const { code } = toAssayError(thrown);
    if (code !== "model-invalid" && code !== "model-missing") throw thrown;
    return { weightsBytes: statFile(path)?.size ?? sizeBytes };
  }
}
