// The entry of a model's own process: loads one engine, answers its parent, and never outlives it.
import { writeFileSync } from "node:fs";
import type { Engine, LoadedModel } from "../../core/engine.ts";
import { AssayError, toErrorRecord } from "../../core/errors.ts";
import { engineDefinition } from "../engines.ts";
import { guardAgainstOrphanhood } from "./guard-against-orphanhood.ts";
import type { EmbeddingsRecord, EngineChoice, LoadedRecord, MemoryRecord, ToChild, ToParent } from "./protocol.ts";

// Ctrl-C in a terminal reaches every process of the group: the parent decides what becomes of this one.
process.on("SIGINT", () => {});
guardAgainstOrphanhood(Number(process.argv[2]));
offerToMemoryKiller();

let model: LoadedModel | undefined;
const running = new Map<number, AbortController>();

process.on("message", (message: ToChild) => {
  // Has no answer of its own: it carries the id of the request that it ends, whose answer is on its way.
  if (message.type === "cancel") return running.get(message.id)?.abort();
  answer(message).then(
    (value) => say({ type: "done", id: message.id, value }),
    (error: unknown) => say({ type: "failed", id: message.id, error: toErrorRecord(error) }),
  );
});

async function answer(message: Exclude<ToChild, { readonly type: "cancel" }>): Promise<unknown> {
  switch (message.type) {
    case "probe":
      return (await createEngine(message)).probe();
    case "load":
      return load(message);
    case "chat":
      return cancellable(message.id, async (signal) => {
        for await (const event of loaded("chat").chat(message.request, { signal }))
          say({ type: "event", id: message.id, event });
      });
    case "count":
      return loaded("chat").countTokens?.(message.request);
    case "embed":
      return cancellable(message.id, async (signal) => {
        const { vectors, usage } = await loaded("embedding").embed(message.texts, { signal });
        return { vectors: vectors.map(toBase64), usage } satisfies EmbeddingsRecord;
      });
    case "memory":
      return {
        residentBytes: process.memoryUsage.rss(),
        peakResidentBytes: process.resourceUsage().maxRSS * 1024,
      } satisfies MemoryRecord;
    case "ping":
      return;
    case "unload":
      await model?.[Symbol.asyncDispose]();
      process.exit(0);
      break;
    default:
      message satisfies never;
  }
}

async function load(message: ToChild & { readonly type: "load" }): Promise<LoadedRecord> {
  const engine = await createEngine(message);
  const hostBytes = process.memoryUsage.rss();
  model = await engine.load(message.source, {
    ...message.options,
    onProgress: (ratio) => say({ type: "progress", id: message.id, ratio }),
  });
  const { info, chat, embedding } = model;
  return {
    info,
    hostBytes,
    chat: chat && { id: chat.id, capabilities: chat.capabilities, counts: chat.countTokens !== undefined },
    embedding: embedding && {
      id: embedding.id,
      dimensions: embedding.dimensions,
      maxTokens: embedding.maxTokens,
    },
  };
}

function createEngine({ engine, engineOptions }: EngineChoice): Promise<Engine> {
  return engineDefinition(engine).create({ ...engineOptions, env: process.env, die });
}

function loaded<K extends "chat" | "embedding">(part: K): NonNullable<LoadedModel[K]> {
  const found = model?.[part];
  if (found) return found;
  throw new AssayError({ code: "internal", message: `No ${part} is loaded in this process.` });
}

async function cancellable<T>(id: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    return await run(controller.signal);
  } finally {
    running.delete(id);
  }
}

function say(message: ToParent): void {
  // A parent that is gone is noticed by the guard; nothing can be told to it.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

/** Ends this process; its last words become part of the parent's error. */
function die(words: string, code: number): never {
  console.error(words);
  process.exit(code);
}

function toBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}

/** Where memory runs out, Linux ends the process with the highest score: let it be this one, not the service. */
function offerToMemoryKiller(): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Not every container lets a process write it; the model works all the same.
  }
}
