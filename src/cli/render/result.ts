import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { looksNote } from "../../report/content/looks-note.ts";
import { comparisonTable } from "../../report/format/comparison-table.ts";
import { withoutTwins } from "../../selection/check-twins.ts";
import { explainRecommendation } from "../../selection/explain-recommendation.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderSummaryTable } from "./summary-table.ts";
import { MOST_WIDTH, wrapText } from "./wrap-text.ts";

/** The result of a run for the terminal: the table, failed targets, the recommendation, and why it ended before all was measured. */
export function renderResult(summary: RunSummary, recommendation: Recommendation, terminal: Terminal): string {
  const failed = summary.scorecards.flatMap(({ error, target }) =>
    error === undefined
      ? []
      : [
          `${terminal.style("red", "failed")} ${target.id}: ${error.message}${error.hint === undefined ? "" : `\n       hint: ${error.hint}`}`,
        ],
  );
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  return [
    renderSummaryTable(comparisonTable(withoutTwins(summary)), terminal, width),
    ...failed,
    renderRecommendation(recommendation, terminal),
    ...(summary.looks?.ends === undefined ? [] : [wrapText(looksNote(summary.looks), width).join("\n")]),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** An answer in one sentence, with what it rests on. */
export function renderAnswer(
  answer: string,
  sentences: readonly string[],
  { isClear, terminal }: { readonly isClear: boolean; readonly terminal: Terminal },
): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const head = wrapText(answer, width).map((line) => terminal.style([isClear ? "green" : "yellow", "bold"], line));
  return [...head, ...bullets(sentences, width)].join("\n");
}

/** A recommendation as sentences, the verdict first. */
export function renderRecommendation(recommendation: Recommendation, terminal: Terminal): string {
  const { headline, verdict } = recommendation;
  const colour = verdict.type === "take" || verdict.type === "equal" ? "green" : "yellow";
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const sections = explainRecommendation(recommendation).map(({ title, sentences }) =>
    [...(title === undefined ? [] : ["", terminal.style("bold", title)]), ...bullets(sentences, width)].join("\n"),
  );
  const head = wrapText(headline, width).map((line) => terminal.style([colour, "bold"], line));
  return [...head, ...sections].join("\n");
}

function bullets(sentences: readonly string[], width: number): string[] {
  return sentences.flatMap((sentence) =>
    wrapText(sentence, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
}
