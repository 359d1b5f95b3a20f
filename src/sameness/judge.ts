import { isDifferent } from "./compare-prompts.ts";
import type { ScoreDifference } from "./compare-scores.ts";
import type { PromptComparison } from "./prompt-comparison.ts";

/** What the evidence says about a runtime and the reference. */
export interface Verdict {
  readonly type: VerdictType;
  /** What the log-probabilities say of the weights; `unknown` where too few are had. */
  readonly weights: "rounding" | "different" | "unknown";
  /** The prompt that shows it best; absent where none does. */
  readonly prompt?: string | undefined;
}

/**
 * - `failed`: it answered no prompt
 * - `template`: it reads other prompts
 * - `weights`: it scores the same text further apart than rounding does
 * - `same`: the same answers, to the last character
 * - `near-tie`: the answers part where both hold two tokens nearly equally likely
 * - `diverges`: the answers part where one of them clearly prefers its own token, or nobody tells
 */
export type VerdictType = "failed" | "template" | "weights" | "same" | "near-tie" | "diverges";

/**
 * Noise between two runtimes' scores, in nats, up to which rounding explains it. Measured: 0.02 to 0.14 between engines that
 * compute the same numbers, 0.19 to 1.1 between quantisations of one model (docs/same.md).
 */
export const ROUNDING_NOISE = 0.15;

/** Noise that strong rounding and a slight quantisation may both make: a verdict within says so. */
export const BORDER_NOISE = { low: 0.1, high: 0.25 } as const;

/**
 * A gap between two tokens, in nats, up to which they are nearly tied: the less likely one is at least 60 % as likely as the other.
 * Measured: engines that compute the same numbers part at gaps of at most 0.26 (docs/same.md).
 */
export const TIE_GAP = 0.5;

/** Fewer scored tokens say nothing about weights: the noise of single places scatters by a third around its mean. */
export const LEAST_TOKENS = 10;

/** Judges what was compared, the strongest cause first: other prompts, then other weights, then ties. */
export function judge(prompts: readonly PromptComparison[], scores: ScoreDifference | undefined): Verdict {
  const weights = judgeWeights(scores);
  if (prompts.length === 0) return { type: "failed", weights };
  const otherPrompt = prompts.find(({ rendering }) => isDifferent(rendering));
  if (otherPrompt !== undefined) return { type: "template", weights, prompt: otherPrompt.prompt };
  if (weights === "different") return { type: "weights", weights, prompt: furthest(prompts)?.prompt };
  const parted = prompts.filter(({ answers }) => !answers.identical);
  if (parted.length === 0) return { type: "same", weights };
  const clear = parted.find(({ answers }) => !isTie(answers.divergence?.gap));
  if (clear !== undefined) return { type: "diverges", weights, prompt: clear.prompt };
  return { type: "near-tie", weights, prompt: earliest(parted)?.prompt };
}

function judgeWeights(scores: ScoreDifference | undefined): Verdict["weights"] {
  if (scores === undefined || scores.tokens < LEAST_TOKENS) return "unknown";
  return scores.noise <= ROUNDING_NOISE ? "rounding" : "different";
}

function isTie(gap: number | undefined): boolean {
  return gap !== undefined && gap <= TIE_GAP;
}

function furthest(prompts: readonly PromptComparison[]): PromptComparison | undefined {
  return prompts.toSorted((a, b) => (b.scores?.noise ?? 0) - (a.scores?.noise ?? 0))[0];
}

function earliest(prompts: readonly PromptComparison[]): PromptComparison | undefined {
  const tokenOf = ({ answers }: PromptComparison) => answers.divergence?.token ?? Number.POSITIVE_INFINITY;
  return prompts.toSorted((a, b) => tokenOf(a) - tokenOf(b))[0];
}
