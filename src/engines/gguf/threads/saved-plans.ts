import path from "node:path";
import { createPlanMemory, isRecord, isThreadCount, type PlanMemory, toPlanKey } from "../../tuning/plan-memory.ts";
import type { ThreadPlan } from "./measure.ts";

/** Key of a measurement: everything that it depends on. */
export interface ThreadMemoryKey {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly parallel: number;
  readonly machine: string;
  readonly cores: number;
  readonly engineVersion: string;
  /** Number of libuv workers, as the environment says: it decides whether threads pay. */
  readonly workers: string;
}

export function toThreadKey(key: ThreadMemoryKey): string {
  return toPlanKey(key);
}

/** Remembers thread plans in the state folder. */
export function createThreadMemory(stateDirectory: string): PlanMemory<ThreadPlan> {
  return createPlanMemory({ file: path.join(stateDirectory, "gguf-threads.json"), version: 3, isPlan });
}

function isPlan(value: unknown): value is ThreadPlan {
  return isRecord(value) && [value.lone, value.batch, value.prompt].every(isThreadCount);
}
