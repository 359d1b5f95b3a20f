import type { LoadedModel } from "../../core/engine.ts";
import type { LoadEntry, TargetPlan } from "../../core/run.ts";
import type { Clock } from "../../lib/clock.ts";
import type { LoadCount, Progress } from "../progress.ts";
import type { Recorder } from "../record-sample.ts";
import { type RecordingMemory, recordMemory, rehearsalsOf, rehearseLoads } from "./record-memory.ts";

/** A target that is loaded. */
export interface LoadedTarget extends LoadedModel {
  /** Records a request where the target is; absent: here. Of what it is given, only the request and what names it go there. */
  readonly record?: Recorder | undefined;
}

export type LoadTarget = (
  target: TargetPlan,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<LoadedTarget>;

type DropFileCache = (path: string) => Promise<"cold" | "unknown">;

export interface LoadedTargetsOptions extends RecordingMemory {
  readonly loadTarget: LoadTarget;
  readonly clock: Clock;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly dropFileCache?: DropFileCache | undefined;
  /** Keep every target loaded until it is released; otherwise one at a time. */
  readonly keepAll: boolean;
}

/** The targets of a run that are loaded now. */
export interface LoadedTargets extends AsyncDisposable {
  /** Loads a target unless it is loaded; `fresh` tells that it was not. The first time, other loads are measured before. */
  acquire(target: TargetPlan): Promise<{ readonly loaded: LoadedTarget; readonly fresh: boolean }>;
  /** True for the first request after each load of the target, then false. */
  takeFirstUse(target: TargetPlan): boolean;
  /** Records the target's memory and unloads it. */
  release(target: TargetPlan): Promise<void>;
  /** Unloads a target that failed. */
  discard(target: TargetPlan): Promise<void>;
}

/** Keeps the loaded targets, and journals every load and, before a target is unloaded, its memory. */
export function createLoadedTargets(options: LoadedTargetsOptions): LoadedTargets {
  const { append, clock, signal, onProgress } = options;
  const held = new Map<string, { readonly target: TargetPlan; readonly loaded: LoadedTarget }>();
  const rehearsed = new Set<string>();
  const unused = new Set<string>();
  const loads = rehearsalsOf(options.plan) + 1;

  async function timedLoad(target: TargetPlan, cache: LoadEntry["cache"], count: LoadCount): Promise<LoadedTarget> {
    onProgress?.({ type: "loading", target: target.id, cache, ...count });
    const startedMs = clock.now();
    const loaded = await options.loadTarget(target, { signal });
    const load: LoadEntry = {
      type: "load",
      target: target.id,
      loadMs: clock.now() - startedMs,
      cache,
      info: loaded.info,
    };
    await append(load);
    onProgress?.({ type: "loaded", load, ...count });
    return loaded;
  }

  async function unload(id: string): Promise<void> {
    const entry = held.get(id);
    held.delete(id);
    await entry?.loaded[Symbol.asyncDispose]();
  }

  async function release(target: TargetPlan): Promise<void> {
    const entry = held.get(target.id);
    if (entry !== undefined) await recordMemory(target, entry.loaded, append);
    await unload(target.id);
  }

  return {
    async acquire(target) {
      const known = held.get(target.id);
      if (known !== undefined) return { loaded: known.loaded, fresh: false };
      if (!options.keepAll) for (const other of [...held.values()]) await release(other.target);
      const path = pathOf(target);
      // A file that another target has mapped stays in the cache whatever is done.
      const isShared = [...held.values()].some(({ target: other }) => path !== undefined && pathOf(other) === path);
      const { dropFileCache } = options;
      const isFirst = path !== undefined && dropFileCache !== undefined && !rehearsed.has(target.id);
      if (isFirst) {
        rehearsed.add(target.id);
        await rehearseLoads(
          target,
          {
            dropFileCache: async () => (isShared ? "warm" : dropFileCache(path)),
            timed: (cache, number) => timedLoad(target, cache, { number, of: loads }),
          },
          options,
        );
      }
      const warm = path !== undefined && (rehearsed.has(target.id) || isShared);
      const count = isFirst ? { number: loads, of: loads } : { number: 1, of: 1 };
      const loaded = await timedLoad(target, warm ? "warm" : "unknown", count);
      held.set(target.id, { target, loaded });
      unused.add(target.id);
      return { loaded, fresh: true };
    },
    takeFirstUse: ({ id }) => unused.delete(id),
    release,
    discard: ({ id }) => unload(id),
    async [Symbol.asyncDispose]() {
      for (const id of [...held.keys()]) await unload(id);
    },
  };
}

/** The file that this machine's cache may hold; a page has its own. */
function pathOf({ source, device }: TargetPlan): string | undefined {
  return source.type === "file" && device !== "browser" ? source.path : undefined;
}
