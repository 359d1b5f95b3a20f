// The worker of a bare loop: the package, and nothing of ours but the clock.
import type { LoopSettings } from "./page-loops.ts";

interface Times {
  readonly begunMs: number;
  readonly atMs: readonly number[];
}

const OPEN: Readonly<Record<string, (settings: LoopSettings) => Promise<() => Promise<Times>>>> = {
  wllama: openWllama,
  transformers: openTransformers,
};

let ask: (() => Promise<Times>) | undefined;

self.addEventListener("message", ({ data }: MessageEvent<LoopSettings | "ask">) => {
  const work = async () => {
    if (data === "ask") return ask?.();
    ask = await OPEN[location.search.slice(1)]?.(data);
    return undefined;
  };
  work().then(
    (value) => self.postMessage({ value }),
    (error) => self.postMessage({ failed: String(error) }),
  );
});

async function openWllama({ model, prompt, tokens, threads }: LoopSettings): Promise<() => Promise<Times>> {
  const folder = new URL("/web/runtimes/wllama", location.href).href;
  const options = {
    pathConfig: { "wllama.wasm": `${folder}/wllama.wasm` },
    nbThread: threads > 1 ? threads : 0,
    compat: false,
  };
  const Base = globalThis.Worker;
  globalThis.Worker = class extends Base {
    constructor(url: string | URL, settings?: WorkerOptions) {
      super(
        String(url).startsWith("blob:") ? `${folder}/worker.js?${encodeURIComponent(JSON.stringify(options))}` : url,
        settings,
      );
    }
  };
  const { Wllama } = await import(`${folder}/index.js`);
  const drop = () => {};
  const wllama = new Wllama(
    { default: `${folder}/wllama.wasm` },
    { logger: { debug: drop, log: drop, warn: drop, error: drop } },
  );
  await wllama.loadModel([await (await fetch(model.files[0].url)).blob()], {
    n_ctx: 1024,
    n_threads: threads,
    n_gpu_layers: 0,
  });
  return async () => {
    const begunMs = performance.now();
    const atMs: number[] = [];
    const chunks = await wllama.createCompletion({
      prompt,
      max_tokens: tokens,
      temperature: 0,
      stream: true,
      cache_prompt: false,
    });
    for await (const { choices } of chunks) if (choices[0].finish_reason === null) atMs.push(performance.now());
    return { begunMs, atMs };
  };
}

async function openTransformers({ model, prompt, tokens, threads }: LoopSettings): Promise<() => Promise<Times>> {
  const peer = new URL("/files/peer/", location.href).href;
  const { env, AutoTokenizer, AutoModelForCausalLM, TextStreamer } = await import(
    new URL("/transformers.js", location.href).href
  );
  env.allowLocalModels = true;
  env.allowRemoteModels = false;
  env.localModelPath = "/files/";
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.backends.onnx.wasm.wasmPaths = peer;
  env.backends.onnx.wasm.numThreads = threads;
  const graph = model.files[0].name;
  const [, name = "model"] = /([^/]+)\.onnx$/.exec(graph) ?? [];
  const tokenizer = await AutoTokenizer.from_pretrained("model");
  const loaded = await AutoModelForCausalLM.from_pretrained("model", {
    device: "wasm",
    dtype: name.includes("_q4") ? "q4" : "fp32",
  });
  const inputs = tokenizer(prompt);
  return async () => {
    const begunMs = performance.now();
    const atMs: number[] = [];
    const streamer = new TextStreamer(tokenizer, {
      skip_prompt: true,
      token_callback_function: () => atMs.push(performance.now()),
    });
    await loaded.generate({ ...inputs, max_new_tokens: tokens, do_sample: false, streamer });
    return { begunMs, atMs };
  };
}
