import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Prompt } from "../../core/prompt.ts";
import type { Sample } from "../../core/sample.ts";
import { type Acceptance, acceptAnswer } from "../../quality/acceptable/accept-answer.ts";
import { checkAnswer } from "../../quality/checks/check-answer.ts";
import { LEAST_VALUES } from "../../stats/least-values.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import type { RunScores } from "./run-scores.ts";
import type { Scorer } from "./score-samples.ts";

/** How many of a target's timed answers are acceptable. */
export interface AcceptanceSummary {
  readonly acceptable: number;
  /** Answers of which it is known. */
  readonly known: number;
  /** All answers that were timed. */
  readonly answers: number;
  /** Answers of which a judge's word decides, as people did not score them. */
  readonly byJudge: number;
  /** Acceptable ones of those known, over prompts. */
  readonly share?: Estimate | undefined;
}

export interface AcceptOptions {
  readonly rule: AcceptableRule;
  readonly prompts: readonly Prompt[];
  readonly scorer: Scorer;
  readonly scores?: RunScores | undefined;
}

/** The answers of a target, each as acceptable or not. */
export interface AcceptedSamples {
  readonly summary: AcceptanceSummary;
  /** Absent where it is not known. */
  readonly isAcceptable: (sample: Sample) => boolean | undefined;
}

/** Holds the very answers that were timed against the rule of what is acceptable. The same answer to the same prompt is held once. */
export function acceptSamples(samples: readonly Sample[], options: AcceptOptions): AcceptedSamples {
  const known = new Map<string, { readonly state: Acceptance; readonly byJudge: boolean }>();
  const accept = (sample: Sample) => {
    const key = JSON.stringify([sample.prompt, sample.finishReason, sample.text]);
    const found = known.get(key) ?? acceptSample(sample, options);
    known.set(key, found);
    return found;
  };
  const states = samples.map((sample) => ({ prompt: sample.prompt, ...accept(sample) }));
  const told = states.filter(({ state }) => state !== "unknown");
  return {
    summary: {
      acceptable: told.filter(({ state }) => state === "acceptable").length,
      known: told.length,
      answers: samples.length,
      byJudge: told.filter(({ byJudge }) => byJudge).length,
      ...(told.length > 0 && { share: shareOf(told) }),
    },
    isAcceptable: (sample) => {
      const { state } = accept(sample);
      return state === "unknown" ? undefined : state === "acceptable";
    },
  };
}

function acceptSample(sample: Sample, { rule, prompts, scorer, scores }: AcceptOptions) {
  const prompt = prompts.find(({ id }) => id === sample.prompt);
  const asked = Object.keys(rule.rubric ?? {});
  const { points = {}, ofJudge = [] } = scores?.pointsOf?.(sample.prompt, sample.text) ?? {};
  const state = acceptAnswer(rule, {
    facets: prompt && rule.facets !== undefined ? facetsOf(prompt, sample, scorer) : undefined,
    checks: prompt && rule.checks !== undefined ? checksOf(prompt, sample.text) : undefined,
    points,
    isEmpty: sample.text.trim() === "",
  });
  return { state, byJudge: asked.some((id) => ofJudge.includes(id)) };
}

function facetsOf({ facets = [] }: Prompt, sample: Sample, scorer: Scorer) {
  if (facets.length === 0) return undefined;
  const score = scorer(sample);
  if (score === undefined) return "unknown" as const;
  return score.total === 0
    ? undefined
    : { found: score.facets.filter(({ found }) => found).length, total: score.total };
}

function checksOf(prompt: Prompt, text: string) {
  if ((prompt.checks ?? []).length === 0) return undefined;
  const outcomes = checkAnswer(prompt, text).map(({ outcome }) => outcome.type);
  const count = (type: string) => outcomes.filter((one) => one === type).length;
  return { passed: count("passed"), failed: count("failed"), untold: count("untold") };
}

function shareOf(told: readonly { readonly prompt: string; readonly state: Acceptance }[]): Estimate {
  const clusters = [...Map.groupBy(told, ({ prompt }) => prompt).values()].map((own) => ({
    found: own.filter(({ state }) => state === "acceptable").length,
    expected: own.length,
  }));
  const found = clusters.reduce((sum, one) => sum + one.found, 0);
  const bare = { value: found / told.length, level: 0.95, n: clusters.length, of: "prompts" } as const;
  const interval = shareInterval(clusters);
  return interval === undefined ? { ...bare, needs: LEAST_VALUES } : { ...bare, ...interval };
}
