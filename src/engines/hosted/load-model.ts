import type { LoadedModel, LoadOptions, MemoryReading, ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { readOwnMemory, readProcessMemory } from "../../system/read-process-memory.ts";
import { statFile } from "../../system/stat-file.ts";
import { enforceMemoryLimit } from "./enforce-memory-limit.ts";
import { loadAborted, loadTooSlow, overLimit } from "./errors.ts";
import type { HostedRuntime } from "./hosted-runtime.ts";
import { createHostedChat } from "./link/chat.ts";
import { createHostedEmbedding } from "./link/embed.ts";
import { ModelProcess } from "./model-process.ts";
import type { LoadedRecord, MemoryRecord, ProcessorRecord } from "./protocol.ts";
import { fromBase64 } from "./vector-text.ts";

/** Starts a process, loads the model in it, and ends it again when that fails, is aborted or takes too long. */
export async function loadHostedModel(
  source: ModelSource,
  { signal, onProgress, ...options }: LoadOptions,
  runtime: HostedRuntime,
): Promise<LoadedModel> {
  const { clock } = runtime;
  const limitBytes = options.memoryLimitBytes;
  const timeoutMs = options.timeoutMs ?? runtime.loadTimeoutMs;
  requireLimit("timeoutMs", timeoutMs);
  requireLimit("memoryLimitBytes", limitBytes);
  if (signal?.aborted) throw loadAborted();

  const model = new ModelProcess({
    ...runtime,
    whileActive: (process, stopped) => {
      if (limitBytes === undefined) return;
      const read = () => readUsedBytes(process, source);
      const end = (reason: AssayError) => process.end(reason);
      void enforceMemoryLimit({ limitBytes, clock, everyMs: runtime.memoryPollMs, stopped, read, end });
    },
  });
  const abort = () => model.end(loadAborted());
  const ready = new AbortController();
  signal?.addEventListener("abort", abort, { once: true });
  void clock.sleep(timeoutMs, ready.signal).then(() => {
    if (!ready.signal.aborted) model.end(loadTooSlow(timeoutMs));
  });
  try {
    const { engine, engineOptions } = runtime;
    const loaded = (await model.request(
      { type: "load", engine, engineOptions, source, options },
      onProgress,
    )) as LoadedRecord;
    await requireWithin(limitBytes, () => readUsedBytes(model, source));
    const { info, hostBytes, chat, embedding } = loaded;
    return {
      info,
      chat: chat && createHostedChat(model, chat, runtime),
      embedding: embedding && createHostedEmbedding(model, embedding, fromBase64),
      ended: model.ended,
      readMemory: async () => ({ ...(await readMemory(model)), hostBytes }),
      readProcessorMs: () => readProcessorMs(model),
      [Symbol.asyncDispose]: () => model.unload(),
    };
  } catch (error) {
    await model.unload();
    throw error;
  } finally {
    ready.abort();
    signal?.removeEventListener("abort", abort);
  }
}

async function readMemory(model: ModelProcess): Promise<MemoryReading> {
  if (model.pid === undefined) return { because: "the process could not be started" };
  if (process.platform === "linux") return readProcessMemory(model.pid);
  try {
    const record = (await model.request({ type: "memory" })) as MemoryRecord;
    return { ...record, because: "proportional memory exists on Linux only" };
  } catch (error) {
    return { because: error instanceof AssayError ? error.message : String(error) };
  }
}

/** Told by the process itself: the system's table counts in steps of 10 ms. */
async function readProcessorMs(model: ModelProcess): Promise<number | undefined> {
  try {
    return ((await model.request({ type: "processor" })) as ProcessorRecord).processorMs;
  } catch {
    return undefined; // It has ended; the request that is measured says so.
  }
}

/** Elsewhere than on Linux only all resident pages are known: those that may be the file's are taken off. */
async function readUsedBytes(model: ModelProcess, source: ModelSource): Promise<number | undefined> {
  if (process.platform === "linux") return model.pid === undefined ? undefined : readOwnMemory(model.pid);
  const { residentBytes } = await readMemory(model);
  const mappedBytes = source.type === "file" ? (statFile(source.path)?.size ?? 0) : 0;
  return residentBytes === undefined ? undefined : Math.max(0, residentBytes - mappedBytes);
}

/** A load may be over before anyone looked. */
async function requireWithin(limitBytes: number | undefined, read: () => Promise<number | undefined>): Promise<void> {
  const usedBytes = limitBytes === undefined ? undefined : await read();
  if (limitBytes !== undefined && usedBytes !== undefined && usedBytes > limitBytes)
    throw overLimit(limitBytes, usedBytes);
}

function requireLimit(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return;
  throw new AssayError({
    code: "invalid-input",
    message: `${name} must be a finite number above 0, not ${value}.`,
    hint: `Correct ${name}, or leave it out.`,
  });
}
