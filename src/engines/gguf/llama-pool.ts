import type { Llama } from "node-llama-cpp";
import type { Device } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { Library } from "./import-library.ts";

/** Started instances of the library, lent to one model each: they differ in threads, and starting one takes up to a second. */
export interface LlamaPool {
  /** @throws AssayError `device-absent` when no installed build offers the GPU, `engine-missing` when none runs here */
  lend(library: Library, device: Device): Promise<Llama>;
  /** Takes an instance back that no model uses any more. */
  giveBack(llama: Llama): void;
}

/**
 * The native part has one logger per process, so all models share these lines.
 * They are taken right after a failed load, where they hold the only reason that is given.
 */
const log: string[] = [];
const keptLines = 20;

/** What the library logged as an error since the last call. */
export function takeLog(): readonly string[] {
  return log.splice(0);
}

export function createLlamaPool(): LlamaPool {
  const idle: { readonly device: Device; readonly llama: Llama }[] = [];
  const deviceOf = new WeakMap<Llama, Device>();

  return {
    async lend(library, device) {
      const at = idle.findIndex((one) => one.device === device && !one.llama.disposed);
      const [found] = at < 0 ? [] : idle.splice(at, 1);
      const llama = found?.llama ?? (await start(library, device));
      deviceOf.set(llama, device);
      return llama;
    },
    giveBack(llama) {
      const device = deviceOf.get(llama);
      if (device !== undefined && !llama.disposed) idle.push({ device, llama });
    },
  };
}

/** Starts the library without compiling or downloading anything. */
async function start(library: Library, device: Device): Promise<Llama> {
  const llama = await getLlama(library, device);
  if (device === "cpu" || llama.gpu !== false) return llama;
  await llama.dispose();
  throw new AssayError({
    code: "device-absent",
    message: "Cannot load the model on the GPU as an installed build must support it: only the CPU build is here",
    hint: "`assay doctor` prints the command that installs the build for CUDA, Vulkan or Metal; or load it on the CPU.",
  });
}

async function getLlama(library: Library, device: Device): Promise<Llama> {
  try {
    return await library.getLlama({
      gpu: device === "gpu" ? "auto" : false,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      logLevel: library.LlamaLogLevel.error,
      logger(_level, message) {
        log.push(message.trim());
        if (log.length > keptLines) log.shift();
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

function buildName(): string {
  const system = process.platform === "win32" ? "win" : process.platform === "darwin" ? "mac" : "linux";
  return `${system}-${process.arch}`;
}
