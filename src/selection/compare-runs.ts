import { chooseQuality, withQuality } from "../bench/summary/choose-quality.ts";
import type { RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import { withoutTwins } from "./check-twins.ts";
import { explainDifference, viewFrom } from "./explain-finding.ts";
import { comparePairs } from "./find-differences.ts";
import { findDisturbances } from "./find-disturbances.ts";
import { askedOf, DID_NOT_TAKE_TURNS, findChanges, findObstacle } from "./merge-runs.ts";
import { type MemoryKind, OBJECTIVE_DESCRIPTIONS } from "./objectives.ts";
import { evidenceOf } from "./read-evidence.ts";
import type { Comparison, Finding } from "./recommendation.ts";
import { procedureOf } from "./sequential/procedure-of.ts";
import { USUAL_OBJECTIVES } from "./weights.ts";

/** What became of the targets of a run in a later one. */
export interface RunComparison {
  /** In what the runs differ so that nothing is concluded, a clause; absent when they can be held against each other. */
  readonly obstacle?: string | undefined;
  /** Why timing cannot be trusted, one clause each. */
  readonly disturbances: readonly string[];
  /** Why the comparison is weaker than one within a single run, one sentence each. */
  readonly cautions: readonly string[];
  /** Every target of either run, those of both first. */
  readonly targets: readonly TargetChange[];
}

export interface TargetChange {
  readonly target: string;
  readonly base?: Scorecard["status"] | undefined;
  readonly head?: Scorecard["status"] | undefined;
  /** By objective; none where only one of the runs has measured the target. */
  readonly changes: readonly Change[];
}

/** A finding of which `first` is the base and `second` the head; `better` names one of the two. */
export interface Change extends Finding {
  /** Of the head against the base, in few words: `latency 1.2x at p50 (slower), prompt by prompt 1.2x [1.1, 1.3]`. */
  readonly words: string;
}

/** Compares each target with itself in another run, at one level for all of it. */
export function compareRuns(base: RunSummary, head: RunSummary, memory: MemoryKind = "resident"): RunComparison {
  const [before, after] = withOneQuality([withoutTwins(base), withoutTwins(head)]);
  const shared = before.scorecards.flatMap((card) => {
    const later = after.scorecards.find(({ target }) => target.id === card.target.id);
    return later === undefined ? [] : [{ card, later }];
  });
  const obstacle = findObstacle(base.run, head.run);
  const disturbances = findDisturbances(
    [before, after],
    shared.flatMap(({ card, later }) => [card, later]),
  );
  const comparisons = comparePairs(
    shared.map(({ card, later }) => [
      { ...evidenceOf(card, memory), target: "base" },
      { ...evidenceOf(later, memory), target: "head" },
    ]),
    {
      objectives: USUAL_OBJECTIVES,
      procedure: procedureOf([base.run.plan, head.run.plan]),
      blocked: (objective) =>
        obstacle !== undefined
          ? `the runs differ in ${obstacle}`
          : OBJECTIVE_DESCRIPTIONS[objective].isTiming && disturbances.length > 0
            ? "timing was disturbed"
            : undefined,
    },
  );
  const inBoth = new Set(shared.map(({ card }) => card.target.id));
  const alone = ({ scorecards }: RunSummary) => scorecards.filter(({ target }) => !inBoth.has(target.id));
  return {
    obstacle,
    disturbances,
    cautions: [DID_NOT_TAKE_TURNS, ...findChanges(base.run, head.run)],
    targets: [
      ...shared.map(({ card, later }, index) => ({
        target: card.target.id,
        base: card.status,
        head: later.status,
        changes: toChanges(comparisons[index]),
      })),
      ...alone(before).map(({ target, status }) => ({ target: target.id, base: status, changes: [] })),
      ...alone(after).map(({ target, status }) => ({ target: target.id, head: status, changes: [] })),
    ],
  };
}

/** Both runs with the quality of their targets from the same source. */
function withOneQuality([base, head]: readonly [RunSummary, RunSummary]): readonly [RunSummary, RunSummary] {
  const choice = chooseQuality(
    [...base.scorecards, ...head.scorecards],
    base.run.plan.prompts.prompts,
    askedOf([base, head]),
  );
  const rate = (summary: RunSummary) => ({ ...summary, scorecards: withQuality(summary.scorecards, choice) });
  return [rate(base), rate(head)];
}

function toChanges(comparison: Comparison | undefined): readonly Change[] {
  if (comparison === undefined) return [];
  const seen = viewFrom(comparison, "head").findings;
  return comparison.findings.map((finding, index) => {
    const view = seen[index];
    return { ...finding, words: view === undefined ? "" : explainDifference(view) };
  });
}
