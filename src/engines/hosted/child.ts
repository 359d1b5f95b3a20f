// The entry of a model's own process: loads one engine, answers its parent, and never outlives it.
import { writeFileSync } from "node:fs";
import type { Engine, LoadedModel } from "../../core/engine.ts";
import { toErrorRecord } from "../../core/errors.ts";
import { engineDefinition } from "../engines.ts";
import { guardAgainstOrphanhood } from "./guard-against-orphanhood.ts";
import { createModelServer, describeParts } from "./link/serve-model.ts";
import type { EngineChoice, LoadedRecord, MemoryRecord, ProcessorRecord, ToChild, ToParent } from "./protocol.ts";
import { toBase64 } from "./vector-text.ts";

// Ctrl-C in a terminal reaches every process of the group: the parent decides what becomes of this one.
process.on("SIGINT", () => {});
guardAgainstOrphanhood(Number(process.argv[2]));
offerToMemoryKiller();

let model: LoadedModel | undefined;
const server = createModelServer({ model: () => model, say, toSent: toBase64 });

process.on("message", (message: ToChild) => {
  // Has no answer of its own: it carries the id of the request that it ends, whose answer is on its way.
  if (message.type === "cancel") return server.cancel(message.id);
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
    case "count":
    case "render":
    case "embed":
      return server.answer(message);
    case "memory":
      return {
        residentBytes: process.memoryUsage.rss(),
        peakResidentBytes: process.resourceUsage().maxRSS * 1024,
      } satisfies MemoryRecord;
    case "processor":
      return { processorMs: readProcessorMs() } satisfies ProcessorRecord;
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

function readProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function load(message: ToChild & { readonly type: "load" }): Promise<LoadedRecord> {
  const engine = await createEngine(message);
  const hostBytes = process.memoryUsage.rss();
  model = await engine.load(message.source, {
    ...message.options,
    onProgress: (ratio) => say({ type: "progress", id: message.id, ratio }),
  });
  return { info: model.info, hostBytes, ...describeParts(model) };
}

function createEngine({ engine, engineOptions }: EngineChoice): Promise<Engine> {
  return engineDefinition(engine).create({ ...engineOptions, env: process.env, die });
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

/** Where memory runs out, Linux ends the process with the highest score: let it be this one, not the service. */
function offerToMemoryKiller(): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Not every container lets a process write it; the model works all the same.
  }
}
