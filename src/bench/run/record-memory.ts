import type { LoadedModel } from "../../core/engine.ts";
import type { JournalEntry, LoadEntry, Plan, TargetPlan } from "../../core/run.ts";
import { buildRequest } from "../build-request.ts";

/** Loads of each file: so many readings take an interval. */
const LOADS = 3;
/** As much of an answer as takes every part of a model into memory. */
const EXERCISE_TOKENS = 16;

/** A run that ends once it is decided is looked at before its targets are unloaded: all readings are taken by then. */
export function rehearsalsOf({ untilDecided }: Plan): number {
  return untilDecided === undefined ? LOADS - 1 : LOADS;
}

export interface RecordingMemory {
  readonly plan: Plan;
  readonly append: (entry: JournalEntry) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the memory of a target's process and journals it; nothing where the model runs elsewhere. */
export async function recordMemory(
  { id }: TargetPlan,
  loaded: LoadedModel,
  append: RecordingMemory["append"],
): Promise<void> {
  const memory = await loaded.readMemory?.();
  if (memory !== undefined) await append({ type: "memory", target: id, memory });
}

/**
 * Loads a target only to measure its loads and its memory, and unloads it again each time: one reading says nothing of
 * how they differ. The last of the loads is the one that answers the timed requests, and is left to the caller.
 */
export async function rehearseLoads(
  target: TargetPlan,
  load: {
    /** Makes the file as cold as the system allows. */
    readonly dropFileCache: () => Promise<LoadEntry["cache"]>;
    readonly timed: (cache: LoadEntry["cache"], number: number) => Promise<LoadedModel>;
  },
  options: RecordingMemory,
): Promise<void> {
  for (let count = 1; count <= rehearsalsOf(options.plan); count += 1) {
    const cache = count === 1 ? await load.dropFileCache() : "warm";
    await using loaded = await load.timed(cache, count);
    await exercise(loaded, options);
    await recordMemory(target, loaded, options.append);
  }
}

/**
 * Lets a model answer a little, so that its memory is that of a model at work. It asks the first prompt and lets go of the
 * answer: a failure shows again, and is recorded, where it is measured.
 */
async function exercise({ chat }: LoadedModel, { plan, signal }: RecordingMemory): Promise<void> {
  const [prompt] = plan.prompts.prompts;
  if (chat === undefined || prompt === undefined) return;
  const request = { ...buildRequest(prompt, plan.request, undefined), maxTokens: EXERCISE_TOKENS };
  try {
    for await (const event of chat.chat(request, { signal })) if (event.type === "finish") return;
  } catch (error) {
    if (signal?.aborted) throw error;
  }
}
