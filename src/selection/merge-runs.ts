import { chooseQuality, withQuality } from "../bench/summary/choose-quality.ts";
import type { QualityChoice, RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import { AssayError } from "../core/errors.ts";
import type { Machine, RequestPlan, Run } from "../core/run.ts";
import type { QualitySource } from "../quality/sources/quality-source.ts";

/** Scorecards that may be held against one another. */
export interface MergedRuns {
  readonly scorecards: readonly Scorecard[];
  /** The source that the quality of all of them is taken from; absent when nothing was scored. */
  readonly quality?: QualityChoice | undefined;
  readonly seed: number;
  /** Reasons why the comparison is weaker than one within a single run, one sentence each. */
  readonly cautions: readonly string[];
}

/** The machine: where one of these differs, so does the speed. */
const MACHINE = [
  "platform",
  "architecture",
  "cpuModel",
  "cpuCount",
  "memoryBytes",
] as const satisfies readonly (keyof Machine)[];
/** Properties of a machine that may change between runs; a change is named. */
const CIRCUMSTANCES = ["release", "nodeVersion", "governor"] as const satisfies readonly (keyof Machine)[];
const REQUEST = [
  "temperature",
  "seed",
  "maxTokens",
  "stream",
  "prefixCache",
  "logprobs",
] as const satisfies readonly (keyof RequestPlan)[];

/**
 * Puts the targets of several runs side by side. Of a target that was measured more than once, the latest run counts.
 *
 * @throws AssayError `invalid-input` without runs, or when they differ in machine, prompts or parameters of the requests
 */
export function mergeRuns(summaries: readonly RunSummary[]): MergedRuns {
  const [first, ...others] = summaries.toSorted((a, b) => (a.run.createdAt < b.run.createdAt ? -1 : 1));
  if (first === undefined)
    throw new AssayError({
      code: "invalid-input",
      message: "Cannot recommend as the runs must be one or more: current value is an empty list",
    });
  for (const other of others) requireComparable(first.run, other.run);

  const byTarget = new Map<string, Scorecard>();
  const cautions: string[] = [];
  for (const { run, scorecards } of [first, ...others]) {
    for (const card of scorecards) {
      if (byTarget.has(card.target.id))
        cautions.push(`${card.target.id} was measured in several runs: only ${run.id}, the later one, counts.`);
      byTarget.set(card.target.id, card);
    }
    cautions.push(...findChanges(first.run, run));
  }
  if (others.length > 0) cautions.unshift(DID_NOT_TAKE_TURNS);
  const cards = [...byTarget.values()];
  const quality = chooseQuality(cards, first.run.plan.prompts.prompts, askedOf(summaries));
  return { scorecards: withQuality(cards, quality), ...(quality && { quality }), seed: first.run.plan.seed, cautions };
}

/** The source of quality that somebody chose for one of the runs. */
export function askedOf(summaries: readonly RunSummary[]): QualitySource | undefined {
  return summaries.find(({ quality }) => quality?.setBy === "user")?.quality?.source;
}

/** Why a comparison of two runs is always weaker than one within a single run. */
export const DID_NOT_TAKE_TURNS =
  "Targets of different runs did not take turns: the machine's state may explain part of a latency difference.";

/** What changed on the same machine between two runs, one sentence each. */
export function findChanges(a: Run, b: Run): readonly string[] {
  const changed = CIRCUMSTANCES.filter((key) => b.environment[key] !== a.environment[key]);
  return changed.map(
    (key) => `Between ${a.id} and ${b.id} the machine's ${WORDS[key]} changed, which can change speed.`,
  );
}

const WORDS = { release: "system version", nodeVersion: "Node version", governor: "CPU governor" } as const;

/** In what two runs differ so that their figures cannot be held against each other, a clause; absent when in nothing. */
export function findObstacle(a: Run, b: Run): string | undefined {
  return (
    differingKey(MACHINE, a.environment, b.environment) ??
    differingKey(REQUEST, a.plan.request, b.plan.request) ??
    differingPrompts(a, b)
  );
}

function requireComparable(a: Run, b: Run): void {
  const difference = findObstacle(a, b);
  if (difference === undefined) return;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot compare runs as machine, prompts and request parameters must be the same: current value is ${difference} (${a.id} against ${b.id})`,
    hint: "Measure the models together in one run, so that they also take turns.",
  });
}

function differingKey<K extends string>(
  keys: readonly K[],
  a: Readonly<Partial<Record<K, unknown>>>,
  b: Readonly<Partial<Record<K, unknown>>>,
): string | undefined {
  const key = keys.find((one) => a[one] !== b[one]);
  return key && `${key} ${a[key] ?? "unknown"} against ${b[key] ?? "unknown"}`;
}

function differingPrompts(a: Run, b: Run): string | undefined {
  const ours = a.plan.prompts.prompts;
  const theirs = b.plan.prompts.prompts;
  if (ours.length !== theirs.length) return `${ours.length} prompts against ${theirs.length}`;
  const byId = new Map(theirs.map((prompt) => [prompt.id, prompt]));
  for (const prompt of ours) {
    const other = byId.get(prompt.id);
    if (other === undefined) return `prompt ${JSON.stringify(prompt.id)} against none of that name`;
    const key = (["prompt", "system", "facets", "maxTokens"] as const).find(
      (one) => JSON.stringify(prompt[one]) !== JSON.stringify(other[one]),
    );
    if (key !== undefined) return `prompt ${JSON.stringify(prompt.id)} with another ${key === "prompt" ? "text" : key}`;
  }
  return undefined;
}
