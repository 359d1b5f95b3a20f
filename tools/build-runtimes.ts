import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Of ONNX Runtime: its script and its library, for the processor and for WebGPU. */
const ONNX_FILES = [
  "ort.wasm.min.mjs",
  "ort-wasm-simd-threaded.mjs",
  "ort-wasm-simd-threaded.wasm",
  "ort.webgpu.min.mjs",
  "ort-wasm-simd-threaded.asyncify.mjs",
  "ort-wasm-simd-threaded.asyncify.wasm",
];

/** Puts the packages that run models in a page into a folder, as files of their own that a page loads when it needs them. */
export async function buildRuntimes(folder: string): Promise<void> {
  const [onnx, wllama] = [join(folder, "onnx"), join(folder, "wllama")];
  for (const name of ONNX_FILES) cpSync(join("node_modules/onnxruntime-web/dist", name), join(onnx, name));
  mkdirSync(wllama, { recursive: true });
  const source = "node_modules/@wllama/wllama";
  cpSync(join(source, "esm/index.min.js"), join(wllama, "index.js"));
  cpSync(join(source, "esm/wasm/wllama.wasm"), join(wllama, "wllama.wasm"));
  const { worker, thread } = await writeWllamaScripts(join(source, "src/workers-code/generated.ts"));
  writeFileSync(join(wllama, "worker.js"), worker);
  writeFileSync(join(wllama, "thread.js"), thread);
}

/**
 * Writes the scripts of wllama's worker and of its threads, which it would make of blobs: the pages' policy allows only
 * scripts that the service serves. What wllama would write into them comes in the worker's address.
 */
async function writeWllamaScripts(generated: string): Promise<{ readonly worker: string; readonly thread: string }> {
  const bundled = await build({ entryPoints: [generated], write: false, format: "esm", logLevel: "warning" });
  const code = await import(
    `data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0]?.text ?? "").toString("base64")}`
  );
  const { WLLAMA_EMSCRIPTEN_CODE: library, LLAMA_CPP_WORKER_CODE: loop } = code as Readonly<Record<string, string>>;
  if (library === undefined || loop === undefined || !library.startsWith("var Module"))
    throw new Error("the scripts of @wllama/wllama are others than before: adapt tools/build-runtimes.ts");
  return {
    thread: library,
    worker: [
      "const RUN_OPTIONS = JSON.parse(decodeURIComponent(location.search.slice(1)));",
      "if (!RUN_OPTIONS.gpu) Object.defineProperty(WorkerNavigator.prototype, 'gpu', { get: () => ({ requestAdapter: async () => null }) });",
      "const Thread = Worker;",
      "Worker = class extends Thread { constructor(url, options) { super(options?.name === 'em-pthread' ? new URL('thread.js', location.href) : url, options); } };",
      // Assigned to a variable of its own: the function's is the library's.
      `function wModuleInit() { ${library.replace("var Module", "var ___Module")}; return Module; }`,
      loop,
    ].join("\n"),
  };
}
