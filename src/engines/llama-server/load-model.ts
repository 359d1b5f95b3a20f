import { basename, resolve } from "node:path";
import type { LoadedModel, LoadOptions, MemoryReading, ModelInfo, ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { ggufMemoryFacts } from "../../formats/gguf/header/memory-facts.ts";
import { type GgufFile, readGgufFile } from "../../formats/gguf/read-gguf-file.ts";
import { type FittedContext, fitContext } from "../../formats/memory/fit-context.ts";
import { anySignal } from "../../lib/any-signal.ts";
import { processorName } from "../../system/processor.ts";
import { readOwnMemory, readProcessMemory } from "../../system/read-process-memory.ts";
import { readProcessorTime } from "../../system/read-processor-time.ts";
import { requireParallel } from "../answering/require-parallel.ts";
import { requireThreads } from "../answering/require-threads.ts";
import { crashed, loadAborted, loadTooSlow, overLimit } from "../hosted/errors.ts";
import { type BinaryVersion, listGpus, readBinaryVersion } from "./ask-binary.ts";
import { createLlamaServerChat } from "./chat.ts";
import { createLlamaServerEmbedding } from "./embed.ts";
import { withoutGpu, wrongSource } from "./errors.ts";
import type { LlamaServerRuntime } from "./runtime.ts";
import { type StartedServer, startServer } from "./start-server.ts";

/** Longest wait, after a broken connection, for the news that the server has ended. */
const NEWS_MS = 500;

/**
 * Runs a GGUF file in a llama-server of its own: an embedding model when the file says how it pools, else a chat model.
 *
 * @throws AssayError `engine-missing`, `device-absent`, `model-missing`, `model-invalid`, `model-crashed`,
 *   `out-of-memory`, `unsupported`, `timeout`, `aborted`
 */
export async function loadLlamaServerModel(
  source: ModelSource,
  options: LoadOptions,
  runtime: LlamaServerRuntime,
): Promise<LoadedModel> {
  if (source.type !== "file") throw wrongSource(source.type);
  const timeoutMs = options.timeoutMs ?? runtime.loadTimeoutMs;
  requireParallel(options.parallel ?? 1);
  requireLimits({ ...options, timeoutMs });
  const late = new AbortController();
  const done = new AbortController();
  void runtime.clock.sleep(timeoutMs, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  const signal = anySignal(late.signal, options.signal);
  try {
    return await load(resolve(source.path), { ...options, signal }, runtime);
  } catch (error) {
    if (options.signal?.aborted) throw loadAborted();
    if (late.signal.aborted) throw loadTooSlow(timeoutMs);
    throw error;
  } finally {
    done.abort();
  }
}

async function load(
  path: string,
  options: LoadOptions & { readonly signal: AbortSignal },
  runtime: LlamaServerRuntime,
): Promise<LoadedModel> {
  const { signal, parallel = 1, device = "cpu", gpuLayers, memoryLimitBytes } = options;
  signal.throwIfAborted();
  const threads = requireThreads(options.threads);
  const command = runtime.findCommand();
  const file = await readGgufFile(path);
  const context = fitContext(
    ggufMemoryFacts(file),
    { contextTokens: options.contextTokens, parallel },
    { availableBytes: runtime.availableMemoryBytes(), limitBytes: memoryLimitBytes },
  );
  const version = await readBinaryVersion(command, runtime.env, signal);
  const gpus = device === "gpu" ? await listGpus(command, runtime.env, signal) : [];
  if (device === "gpu" && gpus.length === 0) throw withoutGpu(command[0]);

  const embedding = file.kind === "embedding";
  const { contextTokens } = context;
  const { chatTemplate, templateVariables } = options;
  const template = { chatTemplate, templateVariables };
  const plan = { ...template, modelPath: path, embedding, contextTokens, parallel, threads, device, gpuLayers };
  const server = await startServer(command, version, plan, {
    runtime,
    signal,
    memoryLimitBytes,
    onOutput: readProgress(options),
  });
  const stop = () => server.process.stop(runtime.unloadMs);
  try {
    await requireWithin(memoryLimitBytes, server);
  } catch (error) {
    await stop();
    throw error;
  }
  server.process.keepParentAlive(false);
  options.onProgress?.(1);
  const deviceName = device === "gpu" ? gpus.join(", ") : processorName();
  const info = describe(file, { context, server, version, threads, device, deviceName, gpuLayers });
  return compose(server, {
    info,
    id: options.id ?? basename(path).replace(/\.gguf$/i, ""),
    parallel,
    embedding,
    stop,
    runtime,
  });
}

/** Programs before 2026 print a dot for each hundredth that they have loaded; newer ones say nothing. */
function readProgress({ onProgress }: LoadOptions): ((text: string) => void) | undefined {
  if (onProgress === undefined) return undefined;
  let dots = 0;
  return (text) => {
    if (!/^[.\s]+$/.test(text)) return;
    dots += text.match(/\./g)?.length ?? 0;
    if (dots > 0) onProgress(Math.min(1, dots / 100));
  };
}

function compose(
  server: StartedServer,
  options: {
    readonly info: ModelInfo;
    readonly id: string;
    readonly parallel: number;
    readonly embedding: boolean;
    readonly stop: () => Promise<void>;
    readonly runtime: LlamaServerRuntime;
  },
): LoadedModel {
  const { info, id, parallel, stop, runtime } = options;
  const contextTokens = info.contextTokens ?? 0;
  const explain = (error: unknown) => findCause(server, runtime, error);
  const chat = options.embedding ? undefined : createLlamaServerChat(server, { id, parallel, contextTokens, explain });
  const embedding = options.embedding
    ? createLlamaServerEmbedding(server, { id, maxTokens: contextTokens, explain })
    : undefined;
  return {
    info,
    chat,
    embedding,
    ended: server.process.exit.then((exit) => server.memory.broken() ?? crashed(exit)),
    readMemory: () => readMemory(server),
    readProcessorMs: () => readProcessorMs(server),
    async [Symbol.asyncDispose]() {
      await chat?.[Symbol.asyncDispose]();
      await embedding?.[Symbol.asyncDispose]();
      await stop();
      await server.endpoint[Symbol.asyncDispose]();
      await server.root[Symbol.asyncDispose]();
    },
  };
}

/** A server that crashes closes its connections a moment before its end is known. */
async function findCause(
  { process, memory }: StartedServer,
  { clock }: LlamaServerRuntime,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof AssayError) || !["stream-cut", "endpoint-unreachable"].includes(error.code)) return error;
  const known = new AbortController();
  const exit = await Promise.race([process.exit, clock.sleep(NEWS_MS, known.signal)]);
  known.abort();
  return memory.broken() ?? (exit === undefined ? error : crashed(exit));
}

async function readMemory({ process }: StartedServer): Promise<MemoryReading> {
  const pid = process.pid();
  if (process.ended() !== undefined || pid === undefined) return { because: "the process has ended" };
  return readProcessMemory(pid);
}

async function readProcessorMs({ process }: StartedServer): Promise<number | undefined> {
  const pid = process.pid();
  return pid === undefined ? undefined : readProcessorTime(pid);
}

async function requireWithin(limitBytes: number | undefined, { process }: StartedServer): Promise<void> {
  const pid = process.pid();
  if (limitBytes === undefined || pid === undefined) return;
  const usedBytes = readOwnMemory(pid);
  if (usedBytes !== undefined && usedBytes > limitBytes) throw overLimit(limitBytes, usedBytes);
}

function describe(
  { header, sizeBytes }: GgufFile,
  loaded: {
    readonly context: FittedContext;
    readonly server: StartedServer;
    readonly version: BinaryVersion;
  } & Pick<ModelInfo, "threads" | "device" | "deviceName" | "gpuLayers">,
): ModelInfo {
  const { context, server, version, threads, device, deviceName, gpuLayers } = loaded;
  const licence = header.metadata.get("general.license") ?? header.metadata.get("general.license.name");
  const isSplit = Number(header.metadata.get("split.count") ?? 1) > 1;
  return {
    engine: "llama-server",
    device,
    deviceName,
    gpuLayers,
    architecture: header.architecture,
    // One part of a split model does not know the others' tensors.
    parameters: isSplit ? undefined : header.parameters,
    quantisation: server.properties.quantisation,
    sizeBytes,
    // The server rounds the context up.
    contextTokens: server.properties.contextTokens ?? context.contextTokens,
    trainedContextTokens: context.trainedContextTokens,
    kvBytesPerToken: context.kvBytesPerToken,
    threads,
    threadsSource: threads === undefined ? undefined : "asked",
    licence: typeof licence === "string" ? licence : undefined,
    engineVersion: version.text,
    warnings: context.warnings,
  };
}

function requireLimits({ timeoutMs, memoryLimitBytes }: LoadOptions): void {
  for (const [name, value] of Object.entries({ timeoutMs, memoryLimitBytes }))
    if (value !== undefined && !(Number.isFinite(value) && value > 0))
      throw new AssayError({
        code: "invalid-input",
        message: `${name} must be a finite number above 0, not ${value}.`,
        hint: `Correct ${name}, or leave it out.`,
      });
}
