import { pluralize } from "../../lib/pluralize.ts";
import type { AnnotationSummary, TargetScore } from "../../quality/annotations/summarize-annotations.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Letters of a disputed answer: enough to know it again. */
const EXCERPT = 140;

/** What people said of a run, for the terminal: who, the scores, and where they differ. */
export function renderAnnotations(summary: AnnotationSummary, terminal: Terminal): string {
  const { items, people, scores } = summary;
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const head = (text: string) => terminal.style("bold", text);
  const who = people.map(
    ({ by, items: done, scores: given }) =>
      `${by}: ${done} of ${pluralize(items, "answer")}, ${pluralize(given, "score")}`,
  );
  return [
    [head("Scored by"), ...who].join("\n"),
    [head("Scores from 1 to 5, by people"), scoreTable(scores, terminal)].join("\n"),
    ...renderDisputes(summary, terminal, width),
  ].join("\n\n");
}

function scoreTable(scores: readonly TargetScore[], terminal: Terminal): string {
  const rows = scores.map(({ target, criterion, mean, interval, prompts }) => [
    target,
    criterion,
    mean.toFixed(2),
    interval === undefined ? "-" : `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`,
    String(prompts),
  ]);
  return createPlainTable(
    [
      { title: "target", align: "left" },
      { title: "criterion", align: "left" },
      { title: "mean", align: "right" },
      { title: "95% interval", align: "right" },
      { title: "prompts", align: "right" },
    ],
    rows,
    terminal,
  );
}

function renderDisputes({ disputes }: AnnotationSummary, terminal: Terminal, width: number): readonly string[] {
  if (disputes.length === 0) return [];
  const shown = disputes.map(({ item, promptId, criterion, answer, targets, scores }) => {
    const given = scores.map(({ by, score }) => `${by} ${score}`).join(", ");
    const line = answer.replaceAll(/\s+/g, " ").trim();
    const excerpt = line.length > EXCERPT ? `${line.slice(0, EXCERPT)}...` : line;
    return [`${criterion}: ${given} (${item}, prompt ${promptId}, ${targets.join(", ")})`, excerpt]
      .flatMap((text, index) => wrapText(text, width - 4).map((part) => (index === 0 ? `- ${part}` : `  ${part}`)))
      .join("\n");
  });
  return [[terminal.style("bold", "Most disputed answers"), ...shown].join("\n")];
}
