import type { ModelInfo } from "../core/engine.ts";
import type { PromptSet } from "../core/prompt.ts";
import type { Machine, TargetPlan } from "../core/run.ts";
import type { Comparison } from "./comparison.ts";
import type { RuntimeReading } from "./reading.ts";

/** One model in several runtimes: what each made of the same prompts, and how far they agree. */
export interface SameResult {
  readonly schema: 1;
  readonly model: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly assayVersion: string;
  readonly machine: Machine;
  readonly promptSet: PromptSet;
  readonly maxTokens: number;
  /** `stopped`: what was read and measured until then is kept. */
  readonly status: "complete" | "stopped";
  /** Id of the runtime that the others are compared with: the first that answered. Absent where none did. */
  readonly reference?: string | undefined;
  readonly runtimes: readonly RuntimeResult[];
  /** One per other runtime that answered. */
  readonly comparisons: readonly Comparison[];
  /** Runtimes that could have been compared, and are not here. */
  readonly missing: readonly MissingRuntime[];
}

export interface RuntimeResult {
  readonly target: TargetPlan;
  /** Absent where it could not be loaded. */
  readonly info?: ModelInfo | undefined;
  readonly reading: RuntimeReading;
  /** Absent where no prompt has facets, or nothing was answered. */
  readonly facets?: { readonly found: number; readonly expected: number } | undefined;
  /** Absent where it was not measured. */
  readonly speed?: Speed | undefined;
}

/** Speed over all timed requests; a figure that none of them has is absent. */
export interface Speed {
  readonly ttftMs?: Spread | undefined;
  readonly tokensPerSecond?: Spread | undefined;
}

/** Median, and the quartiles around it. */
export interface Spread {
  readonly n: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface MissingRuntime {
  readonly runtime: string;
  readonly because: string;
  readonly hint?: string | undefined;
}
