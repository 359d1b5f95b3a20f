import { e2e } from "../../src/bench/metrics/latency.ts";
import { decodeRate } from "../../src/bench/metrics/pace.ts";
import { isLoopBlocked } from "../../src/bench/summary/disturbed-cells.ts";
import type { RequestMetric } from "../../src/core/metric.ts";
import { endSentence } from "../../src/lib/end-sentence.ts";
import { pluralize } from "../../src/lib/pluralize.ts";
import { explainDifference, explainGain, viewFrom } from "../../src/selection/explain-finding.ts";
import { findDifferences } from "../../src/selection/find-differences.ts";
import { OBJECTIVE_DESCRIPTIONS } from "../../src/selection/objectives.ts";
import type { Comparison, Finding } from "../../src/selection/recommendation.ts";
import type { Evidence, TargetEvidence } from "../../src/selection/target-evidence.ts";
import { mean } from "../../src/stats/centre.ts";
import { comparable, summarize } from "./figures.ts";
import type { LabSample, Session } from "./session.ts";

/** What the answers of the session carry about one objective. */
export interface LabFinding {
  readonly finding: Finding["finding"];
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
  return (
    comparison?.findings
      .filter(({ finding }) => finding !== "unknown")
      .map((finding) => explain(comparison, finding)) ?? []
  );
}

function evidenceOf(target: string, samples: readonly LabSample[]): TargetEvidence {
  const latency = timingEvidence(e2e, samples);
  const rate = timingEvidence(decodeRate, samples);
  return { target, objectives: { ...(latency && { latency }), ...(rate && { "decode-rate": rate }) } };
}

/** The mean logarithm over the rounds of each prompt. An answer without text answers nothing. */
function timingEvidence(metric: RequestMetric, samples: readonly LabSample[]): Evidence | undefined {
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

function explain(comparison: Comparison, finding: Finding): LabFinding {
  const { label, margin } = OBJECTIVE_DESCRIPTIONS[finding.objective];
  const view = viewFrom(comparison, finding.better ?? comparison.first);
  const viewed = view.findings.find(({ objective }) => objective === finding.objective);
  const kind = finding.finding;
  if (viewed === undefined) return { finding: kind, sentence: "" };
  switch (kind) {
    case "better":
      return { finding: kind, sentence: `${view.target} ${explainGain(viewed, view.other)}.` };
    case "equal":
      return { finding: kind, sentence: `${label}: no difference beyond ${margin * 100} %, and that is shown.` };
    case "open":
    case "unknown": {
      const settle = finding.settle === undefined ? "" : ` To settle it: ${endSentence(finding.settle)}`;
      const because = finding.because === undefined ? "" : `, as ${finding.because}`;
      return { finding: kind, sentence: `${explainDifference(viewed)}: not settled${because}.${settle}` };
    }
  }
  return kind satisfies never;
}
