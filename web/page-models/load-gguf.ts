import type { LoadedModel } from "../../src/core/engine.ts";
import { AssayError } from "../../src/core/errors.ts";
import { loadWllamaModel } from "../../src/engines/wllama/load-model.ts";
import type { WllamaSession } from "../../src/engines/wllama/wllama-session.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { WorkerFiles } from "./worker-files.ts";

interface WllamaModule {
  readonly Wllama: {
    new (paths: { readonly default: string }, options: { readonly logger: Logger }): WllamaSession;
    getLibllamaVersion(): string;
  };
}

type Logger = Readonly<Record<"debug" | "log" | "warn" | "error", (...words: readonly unknown[]) => void>>;

/** Without 64-bit addresses a page holds 4 GB; wllama asks for as many with them. */
const WASM_BYTES = 4 * 2 ** 30;
const KEPT_LINES = 8;

/** Loads a GGUF file into a worker of wllama's, which this worker starts. @throws AssayError */
export async function loadGguf({ model, settings, files, runtimes, deviceName }: WorkerFiles): Promise<LoadedModel> {
  requireFeatures();
  const { Wllama } = (await import(`${runtimes}/wllama/index.js`)) as WllamaModule;
  const errorLines: string[] = [];
  const { device } = settings;
  const threads = device.type === "wasm" ? device.threads : 1;
  startFromFiles(`${runtimes}/wllama`, { threads, gpu: device.type === "webgpu" });
  const session = new Wllama({ default: `${runtimes}/wllama/wllama.wasm` }, { logger: keepErrors(errorLines) });
  return loadWllamaModel(
    {
      id: model.name,
      files: model.files.flatMap(({ name }) => (name.endsWith(".gguf") ? (files.get(name) ?? []) : [])),
      session,
      errorLines,
      engineVersion: Wllama.getLibllamaVersion(),
      deviceName,
      availableBytes: WASM_BYTES,
      clock: systemClock,
      nextSeed: () => Math.floor(Math.random() * 2 ** 32),
    },
    {
      ...settings,
      chatTemplate: settings.chatTemplate ?? model.chatTemplate,
      threads,
      device: device.type === "webgpu" ? "gpu" : "cpu",
    },
  );
}

/** wllama's library awaits the page's files in the middle of C++ code, and addresses memory by 64 bits. */
function requireFeatures(): void {
  if ("Suspending" in WebAssembly && hasMemory64()) return;
  throw new AssayError({
    code: "unsupported",
    message: "This browser cannot run GGUF files: it lacks WebAssembly's JSPI or 64-bit memory.",
    hint: "Use Chrome or Edge from version 137 on, choose an ONNX model, or run the model in the service.",
  });
}

function hasMemory64(): boolean {
  try {
    const settings = { address: "i64", initial: 1n } as unknown as WebAssembly.MemoryDescriptor;
    return new WebAssembly.Memory(settings) instanceof WebAssembly.Memory;
  } catch {
    return false;
  }
}

/** wllama starts its worker from a blob, which the pages' policy forbids: the same script lies in a file. */
function startFromFiles(folder: string, { threads, gpu }: { readonly threads: number; readonly gpu: boolean }): void {
  const options = {
    pathConfig: { "wllama.wasm": `${folder}/wllama.wasm` },
    // 0 or 1 is none beside the worker itself.
    nbThread: threads > 1 ? threads : 0,
    compat: false,
    gpu,
  };
  const address = `${folder}/worker.js?${encodeURIComponent(JSON.stringify(options))}`;
  const Base = globalThis.Worker;
  globalThis.Worker = class extends Base {
    constructor(url: string | URL, settings?: WorkerOptions) {
      super(String(url).startsWith("blob:") ? address : url, settings);
    }
  };
}

/** Keeps the last lines that tell of an error, the newest first. */
function keepErrors(lines: string[]): Logger {
  const drop = () => {};
  const keep = (...words: readonly unknown[]) => {
    lines.unshift(words.map(String).join(" ").trim());
    lines.length = Math.min(lines.length, KEPT_LINES);
  };
  return { debug: drop, log: drop, warn: drop, error: keep };
}
