import type { Llama } from "node-llama-cpp";
import type { Device } from "../../../core/engine.ts";
import { AssayError } from "../../../core/errors.ts";
import type { Library } from "./import-library.ts";

/**
 * The library's native part, started once per device and kept for all models: starting takes up to a second, and a
 * second instance loses the log (its logger is unset when the first one's is freed).
 */
const instances = new WeakMap<Library, Map<Device, Promise<Llama>>>();

const log: string[] = [];
const keptLines = 20;

/** What the library logged as errors since the last call: after a failed load, the only reason that is given. */
export function takeLog(): readonly string[] {
  return log.splice(0);
}

/**
 * Starts the library for a device, without compiling or downloading anything.
 *
 * @throws AssayError `device-absent` when no installed build offers the GPU, `engine-missing` when none runs here
 */
export function startLlama(library: Library, device: Device): Promise<Llama> {
  const known = instances.get(library) ?? new Map<Device, Promise<Llama>>();
  instances.set(library, known);
  const started = known.get(device) ?? start(library, device);
  known.set(device, started);
  // A failed start is tried again by the next load.
  started.catch(() => known.delete(device));
  return started;
}

async function start(library: Library, device: Device): Promise<Llama> {
  if (device === "gpu") {
    const builds = await library.getLlamaGpuTypes("supported");
    if (builds.every((build) => build === false))
      throw deviceAbsent("no installed build supports a GPU of this machine");
  }
  const llama = await getLlama(library, device);
  if (device === "gpu" && llama.gpu === false) throw deviceAbsent("the library fell back to the CPU");
  return llama;
}

async function getLlama(library: Library, device: Device): Promise<Llama> {
  try {
    return await library.getLlama({
      gpu: device === "gpu" ? "auto" : cpuBuild(),
      build: "never",
      skipDownload: true,
      progressLogs: false,
      logLevel: library.LlamaLogLevel.error,
      logger(_level, message) {
        log.push(...message.split("\n").map((line) => line.trim()));
        log.splice(0, Math.max(0, log.length - keptLines));
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError({
      code: "engine-missing",
      message: `Cannot run GGUF files as node-llama-cpp must have a build for ${process.platform}-${process.arch}: ${reason}`,
      hint: `Run \`npm install node-llama-cpp\` without --omit=optional, or add @node-llama-cpp/${buildName()} of the same version.`,
      cause,
    });
  }
}

/** On Apple Silicon there is one build, which has the GPU in it: the CPU is chosen there by giving the GPU no layers. */
function cpuBuild(): "metal" | false {
  return process.platform === "darwin" && process.arch === "arm64" ? "metal" : false;
}

function deviceAbsent(because: string): AssayError {
  return new AssayError({
    code: "device-absent",
    message: `Cannot load the model on the GPU as an installed build must support it: ${because}`,
    hint: "`assay doctor` prints the command that installs the build for CUDA, Vulkan or Metal; or load it on the CPU.",
  });
}

function buildName(): string {
  const system = process.platform === "win32" ? "win" : process.platform === "darwin" ? "mac" : "linux";
  return `${system}-${process.arch}`;
}
