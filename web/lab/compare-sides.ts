import { e2e } from "../../src/bench/metrics/latency.ts";
import type { KnownRequestMetric } from "../../src/bench/metrics/metrics.ts";
import { decodeRate } from "../../src/bench/metrics/pace.ts";
import { isLoopBlocked } from "../../src/bench/summary/disturbed-cells.ts";
import { endSentence } from "../../src/lib/end-sentence.ts";
import { pluralize } from "../../src/lib/pluralize.ts";
import { explainDifference, explainGain, viewFrom } from "../../src/selection/explain-finding.ts";
import { findDifferences } from "../../src/selection/find-differences.ts";
import { listNames } from "../../src/selection/format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "../../src/selection/objectives.ts";
import type { Comparison, Finding } from "../../src/selection/recommendation.ts";
import type { Evidence, TargetEvidence } from "../../src/selection/target-evidence.ts";
import { mean } from "../../src/stats/centre.ts";
import { comparable, summarize } from "./figures.ts";
import type { LabSample, Session } from "./session.ts";

/** What the answers of the session carry about one objective. */
export interface LabFinding {
  /** Whether the evidence carries it; else it says what is missing. */
  readonly isSettled: boolean;
  readonly sentence: string;
}

/** More of a target's answers than this share disturbed, and nothing is concluded: as in a report. */
const DISTURBED_SHARE = 0.1;

/** Compares two targets in latency and decode rate, by the rules of a report. Empty where one has no answer yet. */
export function compareSides(
  { samples, disturbances }: Session,
  targets: readonly [string, string],
): readonly LabFinding[] {
  const lists = targets.map((target) => comparable(samples, target));
  if (lists.some(({ length }) => length === 0)) return [];
  const reasons = [...disturbances, ...lists.flatMap(describeBlocks)];
  const [comparison] = findDifferences(
    lists.map((list, index) => evidenceOf(targets[index] ?? "", list)),
    { objectives: ["latency", "decode-rate"], blocked: () => (reasons.length === 0 ? undefined : reasons.join("; ")) },
  );
  if (comparison === undefined) return [];
  return [...comparison.findings.flatMap((finding) => explainSettled(comparison, finding)), ...explainOpen(comparison)];
}

function evidenceOf(target: string, samples: readonly LabSample[]): TargetEvidence {
  const latency = timingEvidence(e2e, samples);
  const rate = timingEvidence(decodeRate, samples);
  return { target, objectives: { ...(latency && { latency }), ...(rate && { "decode-rate": rate }) } };
}

/** The mean logarithm over the rounds of each prompt. An answer without text answers nothing. */
function timingEvidence(metric: KnownRequestMetric, samples: readonly LabSample[]): Evidence | undefined {
  const answered = samples.filter(({ text }) => text.trim() !== "");
  const byPrompt = new Map(
    [...Map.groupBy(answered, ({ prompt }) => prompt)].flatMap(([prompt, list]) => {
      const values = list.flatMap((sample) => metric.values(sample));
      const isRatio = values.length > 0 && values.every((value) => value > 0);
      return isRatio ? [[prompt, { value: mean(values.map(Math.log)), weight: 1 }] as const] : [];
    }),
  );
  const figure = summarize(metric, answered)?.p50.value;
  return figure === undefined || byPrompt.size === 0 ? undefined : { type: "prompts", figure, byPrompt };
}

function describeBlocks(samples: readonly LabSample[]): readonly string[] {
  const blocked = samples.filter(isLoopBlocked).length;
  if (blocked <= samples.length * DISTURBED_SHARE) return [];
  return [
    `this page was busy or hidden during ${blocked} of ${pluralize(samples.length, "answer")} of ${samples[0]?.target}`,
  ];
}

function explainSettled(comparison: Comparison, { finding, better, objective }: Finding): readonly LabFinding[] {
  const { label, margin } = OBJECTIVE_DESCRIPTIONS[objective];
  if (finding === "equal")
    return [
      { isSettled: true, sentence: `Both have the same ${label}: it is shown to differ by ${margin * 100} % at most.` },
    ];
  if (finding !== "better" || better === undefined) return [];
  const { target, other, findings } = viewFrom(comparison, better);
  const viewed = findings.find((one) => one.objective === objective);
  return viewed === undefined ? [] : [{ isSettled: true, sentence: `${target} ${explainGain(viewed, other)}.` }];
}

/** What is open for the same reason is told together. */
function explainOpen(comparison: Comparison): readonly LabFinding[] {
  const { target, other, findings } = viewFrom(comparison, comparison.first);
  const open = findings.filter(({ finding }) => finding === "open");
  return [...Map.groupBy(open, ({ because, settle }) => `${because}|${settle}`).values()].map((alike) => {
    const [{ because = "", settle = "" } = {}] = alike;
    const differences = listNames(alike.map(explainDifference));
    return {
      isSettled: false,
      sentence: `${target} against ${other}: ${differences}. Nothing is concluded from it, as ${endSentence(because)} To settle it: ${endSentence(settle)}`,
    };
  });
}
