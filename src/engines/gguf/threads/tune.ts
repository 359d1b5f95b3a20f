import os from "node:os";
import type { ModelInfo } from "../../../core/engine.ts";
import type { Warning } from "../../../core/warning.ts";
import type { GgufFile } from "../../../formats/gguf/read-gguf-file.ts";
import type { Clock } from "../../../lib/clock.ts";
import { processorName } from "../../../system/processor.ts";
import type { WatchOthers } from "../../tuning/watch-others.ts";
import { type MeasuredContext, measureThreads, type ThreadPlan } from "./measure.ts";
import { createThreadMemory, toThreadKey } from "./saved-plans.ts";

export interface TunedThreads {
  readonly plan: ThreadPlan;
  readonly source: NonNullable<ModelInfo["threadsSource"]>;
  readonly warnings: readonly Warning[];
}

export interface TuneThreadsOptions {
  readonly file: GgufFile;
  readonly context: MeasuredContext;
  /** Number that the caller wants; absent: found out. */
  readonly asked: number | undefined;
  /** Most threads that can help. */
  readonly cores: number;
  /** Absent: nothing is remembered. */
  readonly stateDirectory: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly engineVersion: string;
  readonly clock: Clock;
  readonly watchOthers: WatchOthers;
}

/** Others that take this share of the processors make some numbers of threads look worse than they are. */
const busyShare = 0.15;

/** Takes the number of threads that was asked for, else the one remembered for this model and machine, else measures it. */
export async function tuneThreads(options: TuneThreadsOptions): Promise<TunedThreads> {
  const { file, context, asked, cores, stateDirectory, env, engineVersion, clock } = options;
  if (asked !== undefined) return { plan: { lone: asked, batch: asked, prompt: asked }, source: "asked", warnings: [] };

  const memory = stateDirectory === undefined ? undefined : createThreadMemory(stateDirectory);
  const key = toThreadKey({
    path: file.path,
    sizeBytes: file.sizeBytes,
    modifiedMs: file.modifiedMs,
    parallel: context.sequences,
    machine: `${os.hostname()} ${processorName() ?? ""}`,
    cores,
    engineVersion,
    workers: env.UV_THREADPOOL_SIZE ?? "",
  });
  const remembered = await memory?.recall(key);
  if (remembered !== undefined) return { plan: remembered, source: "remembered", warnings: [] };

  const readBusyShare = options.watchOthers();
  const plan = await measureThreads(context, cores, clock);
  try {
    // What others did to the machine in that moment says nothing of the next load.
    if (readBusyShare() < busyShare) await memory?.remember(key, plan);
  } catch (cause) {
    const message = `The measured number of threads could not be remembered: ${cause instanceof Error ? cause.message : String(cause)}`;
    return { plan, source: "measured", warnings: [{ code: "notice", message }] };
  }
  return { plan, source: "measured", warnings: [] };
}
