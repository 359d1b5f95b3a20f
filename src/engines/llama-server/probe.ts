import type { EngineProbe } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import { processorName } from "../../system/processor.ts";
import { listGpus, readBinaryVersion } from "./ask-binary.ts";
import type { LlamaServerRuntime } from "./runtime.ts";

/** Tells whether the user has a llama-server, which one, and what it runs on. Starts nothing that stays. */
export async function probeLlamaServer({
  findCommand,
  env,
}: Pick<LlamaServerRuntime, "findCommand" | "env">): Promise<EngineProbe> {
  try {
    const command = findCommand();
    const { text } = await readBinaryVersion(command, env);
    const gpus = await listGpus(command, env);
    return {
      available: true,
      version: text,
      devices: [
        { device: "cpu", available: true, name: processorName() },
        gpus.length > 0
          ? { device: "gpu", available: true, name: gpus.join(", ") }
          : { device: "gpu", available: false, because: `${command[0]} sees no graphics card` },
      ],
    };
  } catch (error) {
    const { message, hint } = toAssayError(error, "engine-missing");
    const because = message;
    return {
      available: false,
      hint,
      devices: [
        { device: "cpu", available: false, because },
        { device: "gpu", available: false, because },
      ],
    };
  }
}
