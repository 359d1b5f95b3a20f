import type { Check, CheckType } from "../../core/check.ts";
import type { Estimate } from "../../core/estimate.ts";
import { mean } from "../../stats/centre.ts";
import { LEAST_VALUES } from "../../stats/least-values.ts";
import { shareInterval } from "../../stats/share-interval.ts";
import { type CheckResult, wordCheck } from "./check-answer.ts";
import { CHECKS } from "./checks.ts";

/** The checks of one prompt, over the rounds that were answered. */
export interface PromptChecks {
  readonly prompt: string;
  /** Checks passed, averaged over the rounds that a check could be told of. */
  readonly passed: number;
  /** Checks that could be told in any round; figures without a bound are none. */
  readonly expected: number;
  /** Checks that could not be told in any round. */
  readonly untold: number;
  readonly results: readonly CheckTally[];
}

/** One check over the rounds of its prompt. */
export interface CheckTally {
  readonly type: CheckType;
  /** The check in a few words. */
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly untold: number;
  /** Why it failed in the first round that it failed in; else why it could not be told. */
  readonly because?: string | undefined;
  /** The part of that answer that it failed on, word by word. */
  readonly where?: string | undefined;
  /** Mean over rounds, of checks that yield a figure. */
  readonly value?: number | undefined;
}

/** The share of checks that the timed answers passed. Facts are facets; these are form and wording. */
export interface CheckSummary {
  readonly passed: number;
  readonly expected: number;
  /** Checks of prompts that could not be told, which are in neither number. */
  readonly untold: number;
  /** 0 to 1, n counts prompts; absent when none could be told. */
  readonly ratio?: Estimate | undefined;
  readonly byType: Readonly<Partial<Record<CheckType, TypeTally>>>;
  /** True when a nonce stood in front of the prompts, which changes the answers. */
  readonly withNonce: boolean;
}

export interface TypeTally {
  readonly passed: number;
  readonly expected: number;
  readonly untold: number;
  readonly prompts: number;
}

/** Sums up the checks of one prompt; each round holds the results of its answer, in the order of the prompt's checks. */
export function tallyChecks(
  { id, checks = [] }: { readonly id: string; readonly checks?: readonly Check[] | undefined },
  rounds: readonly (readonly CheckResult[])[],
): PromptChecks | undefined {
  if (checks.length === 0 || rounds.length === 0) return undefined;
  const results = checks.map((check, index) =>
    tallyCheck(
      check,
      rounds.flatMap((round) => round[index]?.outcome ?? []),
    ),
  );
  const told = results.filter(({ passed, failed }) => passed + failed > 0);
  return {
    prompt: id,
    passed: sum(told.map(shareOf)),
    expected: told.length,
    untold: results.filter(({ passed, failed, untold }) => passed + failed === 0 && untold > 0).length,
    results,
  };
}

function tallyCheck(check: Check, outcomes: readonly CheckResult["outcome"][]): CheckTally {
  const count = (type: CheckResult["outcome"]["type"]) => outcomes.filter((outcome) => outcome.type === type).length;
  const failure = outcomes.find(({ type }) => type === "failed");
  const explained = failure ?? outcomes.find(({ type }) => type === "untold");
  const values = outcomes.flatMap((outcome) =>
    "value" in outcome && outcome.value !== undefined ? outcome.value : [],
  );
  return {
    type: check.type,
    name: wordCheck(check),
    passed: count("passed"),
    failed: count("failed"),
    untold: count("untold"),
    ...(explained !== undefined && "because" in explained && { because: explained.because }),
    ...(failure?.type === "failed" && failure.where !== undefined && { where: failure.where }),
    ...(values.length > 0 && { value: mean(values) }),
  };
}

const LEVEL = 0.95;

/** Sums up the checks of a target's prompts; absent when none has any. The interval is over prompts, as that of facets. */
export function summarizeChecks(
  prompts: readonly PromptChecks[],
  { withNonce }: { readonly withNonce: boolean },
): CheckSummary | undefined {
  if (prompts.length === 0) return undefined;
  const told = prompts.filter(({ expected }) => expected > 0);
  return {
    passed: sum(told.map(({ passed }) => passed)),
    expected: sum(told.map(({ expected }) => expected)),
    untold: sum(prompts.map(({ untold }) => untold)),
    ...(told.length > 0 && { ratio: estimateRatio(told) }),
    byType: Object.fromEntries(Object.values(CHECKS).flatMap(({ type }) => tallyType(type, prompts) ?? [])),
    withNonce,
  };
}

/** Sorted, so that the interval does not hang on the order in which requests finished. */
function estimateRatio(told: readonly PromptChecks[]): Estimate {
  const clusters = told
    .toSorted((a, b) => (a.prompt < b.prompt ? -1 : 1))
    .map(({ passed, expected }) => ({ found: passed, expected }));
  const value = sum(clusters.map(({ found }) => found)) / sum(clusters.map(({ expected }) => expected));
  const bare = { value, level: LEVEL, n: told.length, of: "prompts" } as const;
  const interval = shareInterval(clusters, LEVEL);
  return interval === undefined ? { ...bare, needs: LEAST_VALUES } : { ...bare, ...interval };
}

function tallyType(type: CheckType, prompts: readonly PromptChecks[]): readonly (readonly [CheckType, TypeTally])[] {
  const own = prompts
    .map(({ results }) =>
      results.filter((result) => result.type === type && result.passed + result.failed + result.untold > 0),
    )
    .filter((results) => results.length > 0);
  const all = own.flat();
  const told = all.filter(({ passed, failed }) => passed + failed > 0);
  if (all.length === 0) return [];
  const tally = {
    passed: sum(told.map(shareOf)),
    expected: told.length,
    untold: all.length - told.length,
    prompts: own.length,
  };
  return [[type, tally]];
}

function shareOf({ passed, failed }: CheckTally): number {
  return passed / (passed + failed);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
