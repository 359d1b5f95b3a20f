import { toAssayError } from "../core/errors.ts";
import type { MemoryFacts } from "../core/model-format.ts";
import { statFile } from "../system/stat-file.ts";
import { readFileFacts } from "./formats.ts";

/**
 * Reads the facts that decide how much memory a model takes; of a file that cannot be read as a model, the size alone.
 *
 * @param sizeBytes of a file that is not there, as others know it
 */
export async function readMemoryFacts(path: string, sizeBytes = 0): Promise<MemoryFacts> {
  try {
    return (await readFileFacts(path)).memory;
  } catch (thrown) {
    const { code } = toAssayError(thrown);
    if (code !== "model-invalid" && code !== "model-missing") throw thrown;
    return { weightsBytes: statFile(path)?.size ?? sizeBytes };
  }
}
