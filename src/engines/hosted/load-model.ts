import type { LoadedModel, LoadOptions, MemoryReading, ModelSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { createHostedChat } from "./chat.ts";
import { createHostedEmbedding } from "./embed.ts";
import { loadAborted, loadTooSlow, overLimit } from "./errors.ts";
import type { HostedRuntime } from "./hosted-runtime.ts";
import { ModelProcess } from "./model-process.ts";
import type { LoadedRecord, MemoryRecord } from "./protocol.ts";
import { readProcessMemory } from "./read-process-memory.ts";
import { watchMemory } from "./watch-memory.ts";

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
      const everyMs = runtime.memoryPollMs;
      void watchMemory(process, limitBytes, { clock, everyMs, stopped, readMemory: () => readMemory(process) });
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
    await requireWithin(limitBytes, model);
    const { info, chat, embedding } = loaded;
    return {
      info,
      chat: chat && createHostedChat(model, chat, runtime),
      embedding: embedding && createHostedEmbedding(model, embedding),
      ended: model.ended,
      readMemory: () => readMemory(model),
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

/** A load may be over before anyone looked. */
async function requireWithin(limitBytes: number | undefined, model: ModelProcess): Promise<void> {
  if (limitBytes === undefined) return;
  const { residentBytes = 0, peakResidentBytes = 0 } = await readMemory(model);
  const usedBytes = Math.max(residentBytes, peakResidentBytes);
  if (usedBytes > limitBytes) throw overLimit(limitBytes, usedBytes);
}

function requireLimit(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isFinite(value) && value > 0)) return;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot load the model as ${name} must be a finite number above 0: current value is ${value}`,
    hint: `correct ${name}, or leave it out`,
  });
}
