import type { Estimate } from "../../core/estimate.ts";
import type { ChoiceSummary } from "../../quality/judge/summarize-choices.ts";
import type { TargetCorrection } from "../../quality/judge/summarize-judging.ts";
import type { ScoreSummary } from "../../quality/judge/summarize-scores.ts";
import { inPoints } from "../../quality/sources/quality-source.ts";
import { LEAST_FOR_MEAN } from "../../stats/least-values.ts";

/** A table of texts. */
export interface JudgingTable {
  readonly heads: readonly { readonly title: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
}

/** Scores by target and criterion; the means by token probabilities stand beside where the judge tells them. */
export function scoresTable({ targets }: ScoreSummary): JudgingTable {
  const hasExpected = targets.some(({ criteria }) => criteria.some(({ expected }) => expected !== undefined));
  return {
    heads: [
      { title: "target", align: "left" },
      { title: "criterion", align: "left" },
      { title: "score", align: "left" },
      ...(hasExpected ? [{ title: "expected", align: "left" } as const] : []),
      { title: "prompts", align: "right" },
      { title: "answers", align: "right" },
    ],
    rows: targets.flatMap(({ target, answers, criteria }) =>
      criteria.map(({ criterion, written, expected }) => [
        target,
        criterion,
        showEstimate(written),
        ...(hasExpected ? [expected === undefined ? "-" : showEstimate(expected)] : []),
        `${written.n}`,
        `${answers}`,
      ]),
    ),
  };
}

/** Means over all criteria, as the judge gave them and corrected by people. */
export function correctionsTable(corrections: readonly TargetCorrection[]): JudgingTable {
  return {
    heads: [
      { title: "target", align: "left" },
      { title: "raw mean", align: "left" },
      { title: "corrected by people", align: "left" },
      { title: "prompts of both", align: "right" },
    ],
    rows: corrections.map(({ target, raw, corrected, labelled }) => [
      target,
      showEstimate(inPoints(raw)),
      corrected === undefined ? `- (needs ${LEAST_FOR_MEAN})` : showEstimate(inPoints(corrected)),
      String(labelled),
    ]),
  };
}

/** Pairs by winner. */
export function choicesTable({ targets, pairs, firstWins, secondWins, ties, flipped }: ChoiceSummary): JudgingTable {
  return {
    heads: [
      { title: "better answer", align: "left" },
      { title: "pairs", align: "right" },
      { title: "share", align: "right" },
    ],
    rows: [
      [targets[0], firstWins] as const,
      [targets[1], secondWins] as const,
      ["neither, in both orders", ties] as const,
      ["changed with the order", flipped.pairs] as const,
    ].map(([name, count]) => [name, `${count}`, pairs === 0 ? "-" : `${((count / pairs) * 100).toFixed(0)} %`]),
  };
}

/** A mean of points with its interval, or how many prompts one takes. */
function showEstimate({ value, low, high, n, needs }: Estimate): string {
  const mean = value.toFixed(2);
  if (low === undefined || high === undefined) return `${mean} (n=${n}, needs ${needs})`;
  return `${mean} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
