import os from "node:os";
import path from "node:path";
import { processorName } from "../../../system/processor.ts";
import { createPlanMemory, isRecord, isThreadCount, type PlanMemory, toPlanKey } from "../../tuning/plan-memory.ts";
import type { GraphPlan } from "./choose-plan.ts";

/** What a measurement of a graph depends on, beside the machine. */
export interface GraphKey {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Numbers of threads to choose from. */
  readonly threads: readonly number[];
  readonly engineVersion: string | undefined;
}

export function toGraphKey(key: GraphKey): string {
  return toPlanKey({ ...key, machine: `${os.hostname()} ${processorName() ?? ""}` });
}

/** Remembers in the state folder how graphs are computed best. */
export function createGraphMemory(stateDirectory: string): PlanMemory<GraphPlan> {
  return createPlanMemory({ file: path.join(stateDirectory, "onnx-plans.json"), version: 1, isPlan });
}

function isPlan(value: unknown): value is GraphPlan {
  return isRecord(value) && isThreadCount(value.threads) && typeof value.int8 === "boolean";
}
