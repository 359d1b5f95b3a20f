import path from "node:path";
import type { Llama, LlamaModel } from "node-llama-cpp";
import type { LoadedModel, LoadOptions } from "../../core/engine.ts";
import { isEmbeddingFile } from "../../formats/gguf/is-embedding-file.ts";
import { ggufMemoryFacts } from "../../formats/gguf/memory-facts.ts";
import { type GgufFile, readGgufFile } from "../../formats/gguf/read-gguf-file.ts";
import { type ContextPlan, planContext } from "../../formats/plan-context.ts";
import { PROCESS_BYTES } from "../../formats/required-memory.ts";
import type { Clock } from "../../lib/clock.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { createGgufChatModel } from "./chat.ts";
import { createPromptEncoder } from "./chat-template.ts";
import { createGgufEmbeddingModel } from "./embed.ts";
import { disposedError, toAbortError, toLoadError } from "./errors.ts";
import { createPromptBound } from "./generation/prompt-bound.ts";
import { canFillGaps, createRawPromptEncoder } from "./generation/raw-prompt.ts";
import { createScheduler } from "./generation/scheduler.ts";
import { createTokenTexts } from "./generation/token-texts.ts";
import { createGrammarSource } from "./grammar/grammar-source.ts";
import type { Library } from "./library/import-library.ts";
import { requireParallel } from "./library/require-parallel.ts";
import { startLlama, takeLog } from "./library/start-llama.ts";
import { describeModel, readSamplingDefaults } from "./model-info.ts";
import { processorName } from "./threads/processor-name.ts";
import { requireThreads, type TunedThreads, tuneThreads } from "./threads/tune.ts";

/** What a load takes from outside. */
export interface GgufRuntime {
  readonly importLibrary: () => Promise<Library>;
  readonly stateDirectory: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Absent: what the system says. */
  readonly availableMemoryBytes: (() => number) | undefined;
  readonly nextSeed: () => number;
}

/** llama.cpp's own bound; also how long a piece of a prompt can get. */
const mostBatchTokens = 512;

/** Loads a GGUF file: as an embedding model when it says how it pools, else as a chat model. */
export async function loadGgufModel(
  filePath: string,
  options: LoadOptions,
  runtime: GgufRuntime,
): Promise<LoadedModel> {
  const asked = { threads: requireThreads(options.threads), parallel: requireParallel(options.parallel) };
  const signal = combineSignals(options);
  const file = await readGgufFile(path.resolve(filePath));
  const embedding = isEmbeddingFile(file);
  const library = await runtime.importLibrary();
  const engineVersion = await library.getModuleVersion();
  const device = options.device ?? "cpu";
  const llama = await startLlama(library, device);
  let model: LlamaModel | undefined;
  const release = async () => model?.dispose();
  try {
    const contextPlan = planContext(
      ggufMemoryFacts(file),
      { contextTokens: options.contextTokens, parallel: embedding ? 1 : asked.parallel },
      {
        availableBytes: (runtime.availableMemoryBytes ?? readAvailableMemory)(),
        heldBytes: PROCESS_BYTES,
        limitBytes: options.memoryLimitBytes,
      },
    );
    if (signal?.aborted) throw toAbortError(signal, options.timeoutMs);
    takeLog();
    model = await llama.loadModel({
      modelPath: file.path,
      gpuLayers: device === "gpu" ? (options.gpuLayers ?? "auto") : 0,
      ...(signal === undefined ? {} : { loadSignal: signal }),
      ...(options.onProgress === undefined ? {} : { onLoadProgress: options.onProgress }),
    });
    const load: Load = {
      ...runtime,
      library,
      options,
      asked,
      file,
      contextPlan,
      llama,
      signal,
      engineVersion,
      release,
    };
    const { threads, ...loaded } = embedding ? await prepareEmbedding(model, load) : await prepareChat(model, load);
    const [deviceName] = device === "gpu" ? await llama.getGpuDeviceNames() : [processorName()];
    const info = describeModel(library, { ...load, model, device, deviceName, context: contextPlan, threads });
    return { info, ...loaded };
  } catch (cause) {
    const error = toLoadError(cause, { path: file.path, log: takeLog(), signal, timeoutMs: options.timeoutMs });
    await release();
    throw error;
  }
}

interface Load extends GgufRuntime {
  readonly library: Library;
  readonly options: LoadOptions;
  readonly asked: { readonly threads: number | undefined; readonly parallel: number };
  readonly file: GgufFile;
  readonly contextPlan: ContextPlan;
  readonly llama: Llama;
  readonly signal: AbortSignal | undefined;
  readonly engineVersion: string;
  /** Unloads the model. */
  readonly release: () => Promise<void>;
}

type Prepared = Pick<LoadedModel, "chat" | "embedding" | typeof Symbol.asyncDispose> & {
  readonly threads?: TunedThreads | undefined;
};

async function prepareChat(model: LlamaModel, load: Load): Promise<Prepared> {
  const { options, asked, file, contextPlan, llama, clock } = load;
  const cores = asked.threads ?? Math.max(1, llama.cpuMathCores);
  llama.maxThreads = cores;
  const context = await model.createContext({
    contextSize: contextPlan.contextTokens,
    sequences: asked.parallel,
    threads: cores,
    batchSize: Math.min(mostBatchTokens, contextPlan.contextTokens * asked.parallel),
    // A smaller context than the one that was checked and announced would be a silent change.
    failedCreationRemedy: false,
    ...(load.signal === undefined ? {} : { createSignal: load.signal }),
  });
  const sequences = Array.from({ length: asked.parallel }, () => context.getSequence());
  const threads = await tuneThreads({ ...load, sequences, asked: asked.threads, cores });
  const scheduler = createScheduler({
    sequences,
    clock,
    threads: threads.plan,
    batchTokens: context.batchSize,
    setThreads(count) {
      if (llama.maxThreads !== count) llama.maxThreads = count;
    },
  });
  const dispose = once(async () => {
    await scheduler.stop(disposedError());
    await context.dispose();
    await load.release();
  });
  const chat = createGgufChatModel({
    id: options.id ?? nameOf(file.path),
    model,
    texts: createTokenTexts(model),
    encode: createPromptEncoder(model),
    encodeRaw: createRawPromptEncoder(model),
    infill: canFillGaps(model),
    bound: createPromptBound(model, contextPlan.contextTokens),
    grammarOf: createGrammarSource(load.library, llama, model),
    scheduler,
    contextTokens: contextPlan.contextTokens,
    parallel: asked.parallel,
    samplingDefaults: readSamplingDefaults(file.header),
    clock,
    nextSeed: load.nextSeed,
    dispose,
  });
  return { chat, threads, [Symbol.asyncDispose]: dispose };
}

async function prepareEmbedding(model: LlamaModel, load: Load): Promise<Prepared> {
  const { options, asked, file, contextPlan, llama } = load;
  const maxTokens = contextPlan.contextTokens;
  const cores = asked.threads ?? Math.max(1, llama.cpuMathCores);
  llama.maxThreads = cores;
  const context = await model.createEmbeddingContext({
    // The library keeps one token free; the whole text must be in one batch.
    contextSize: maxTokens + 1,
    batchSize: maxTokens + 1,
    threads: cores,
    ...(load.signal === undefined ? {} : { createSignal: load.signal }),
  });
  const dispose = once(async () => {
    await context.dispose();
    await load.release();
  });
  const id = options.id ?? nameOf(file.path);
  const embedding = createGgufEmbeddingModel({ id, model, context, maxTokens, dispose });
  return { embedding, [Symbol.asyncDispose]: dispose };
}

function combineSignals({ signal, timeoutMs }: LoadOptions): AbortSignal | undefined {
  const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)].filter(
    (one) => one !== undefined,
  );
  return signals.length === 0 ? undefined : AbortSignal.any(signals);
}

function nameOf(filePath: string): string {
  return path.basename(filePath).replace(/\.gguf$/i, "");
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= run();
    return done;
  };
}
