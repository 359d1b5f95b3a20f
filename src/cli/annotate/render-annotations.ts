import { pluralize } from "../../lib/pluralize.ts";
import type { Agreement } from "../../quality/agreement/agreement-of.ts";
import type { AnnotationSummary, TargetScore } from "../../quality/annotations/summarize-annotations.ts";
import { renderAnswers } from "../render/answer-list.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

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
    ...renderAgreement(summary, terminal),
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

function renderAgreement({ agreement, people }: AnnotationSummary, terminal: Terminal): readonly string[] {
  const head = terminal.style("bold", "Agreement between people");
  if (agreement.length === 0)
    return people.length < 2 ? [] : [`${head}\nno answer was scored by two people, so nothing can be said`];
  const rows = agreement.flatMap(({ criterion, alpha, items, pairs }) => [
    [criterion, "all, alpha", withInterval(alpha), "", "", "", String(items)],
    ...pairs
      .filter((pair) => pair.items > 0)
      .map((pair) => [
        "",
        pair.raters.join(", "),
        withInterval(pair.quadraticKappa),
        figure(pair.linearKappa),
        figure(pair.rankCorrelation),
        `${percent(pair.exact)} / ${percent(pair.withinOne)}`,
        String(pair.items),
      ]),
  ]);
  const heads = ["criterion", "people", "kappa", "linear", "rho", "same / within 1", "answers"];
  const table = createPlainTable(
    heads.map((title, index) => ({ title, align: index < 3 ? "left" : "right" })),
    rows,
    terminal,
  );
  return [[head, table].join("\n")];
}

function withInterval(agreement: Agreement | undefined): string {
  if (agreement?.interval === undefined) return figure(agreement);
  const { low, high } = agreement.interval;
  return `${figure(agreement)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function figure(agreement: Agreement | undefined): string {
  return agreement === undefined ? "-" : agreement.value.toFixed(2);
}

function percent(agreement: Agreement | undefined): string {
  return agreement === undefined ? "-" : `${(100 * agreement.value).toFixed(0)}%`;
}

function renderDisputes({ disputes }: AnnotationSummary, terminal: Terminal, width: number): readonly string[] {
  if (disputes.length === 0) return [];
  const shown = disputes.map(({ item, promptId, criterion, answer, targets, scores }) => {
    const given = scores.map(({ by, score }) => `${by} ${score}`).join(", ");
    return { head: `${criterion}: ${given} (${item}, prompt ${promptId}, ${targets.join(", ")})`, answer };
  });
  return [[terminal.style("bold", "Most disputed answers"), ...renderAnswers(shown, width)].join("\n")];
}
