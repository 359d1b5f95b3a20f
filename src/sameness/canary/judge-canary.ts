import type { Comparison } from "../comparison.ts";
import { ROUNDING_NOISE } from "../judge.ts";
import type { TimeFinding } from "./compare-times.ts";
import type { Change } from "./conditions.ts";

/**
 * What moved since a canary was recorded, the gravest first.
 *
 * - `failed`: it could not be asked
 * - `worse`: its answers state fewer of the facets, beyond chance
 * - `changed`: another prompt reaches the model, or its answers or scores differ by more than rounding
 * - `slower`: only its time moved
 * - `rounding`: as far as two engines that compute the same differ
 * - `identical`: nothing moved
 */
export type CanaryState = "failed" | "worse" | "changed" | "slower" | "rounding" | "identical";

/** Quality now less quality before, paired by prompt. */
export interface QualityChange {
  /** In points of 1. */
  readonly difference: number;
  /** Absent with too few prompts. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
  /** Prompts with facets. */
  readonly n: number;
  /** `unknown`: too few prompts to tell. */
  readonly moved: "worse" | "better" | "no" | "unknown";
}

/** What was found of one model. */
export interface CanaryFinding {
  readonly state: CanaryState;
  /** Conditions that are not what they were. */
  readonly changes: readonly Change[];
  readonly comparison: Comparison;
  /** Absent where no prompt has facets. */
  readonly quality?: QualityChange | undefined;
  /** Absent where no times were taken. */
  readonly time?: TimeFinding | undefined;
}

/** Scores were written with five digits behind the point. */
const WRITTEN_NOISE = 1e-4;

/** Judges what was compared. */
export function judgeCanary({ comparison, quality, time }: Omit<CanaryFinding, "state">): CanaryState {
  const { verdict, scores } = comparison;
  if (verdict.type === "failed") return "failed";
  if (quality?.moved === "worse") return "worse";
  const isRounding = verdict.type === "same" || verdict.type === "near-tie";
  if (!isRounding || (scores?.noise ?? 0) > ROUNDING_NOISE) return "changed";
  if (time !== undefined && "moved" in time && time.moved === "slower") return "slower";
  return verdict.type === "same" && (scores?.noise ?? 0) <= WRITTEN_NOISE ? "identical" : "rounding";
}
