import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Axis } from "../../selection/axes.ts";
import { withoutTwins } from "../../selection/check-twins.ts";
import { explainChecks, settlingOf } from "../../selection/explain-recommendation.ts";
import { explainWeights } from "../../selection/explain-weights.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { allWarnings } from "../content/all-warnings.ts";
import { describeFailedChecks } from "../content/failed-checks.ts";
import { highlights } from "../content/highlights.ts";
import { environmentFacts } from "../content/machine-facts.ts";
import { calibrationNote, methodNote } from "../content/method-note.ts";
import { describeProvenance } from "../content/model-origin.ts";
import type { ReportInput } from "../content/report-input.ts";
import { runState } from "../content/run-state.ts";
import { costsTables } from "../costs/costs-tables.ts";
import { describeCosts, describeDoubt } from "../costs/describe-costs.ts";
import { reportCosts } from "../costs/report-costs.ts";
import { textCell } from "../format/cell.ts";
import { checksTable } from "../format/checks-table.ts";
import { comparisonTable } from "../format/comparison-table.ts";
import { decompositionTable } from "../format/decomposition-table.ts";
import { wordingTable } from "../format/wording-table.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { markdownTable } from "./markdown-table.ts";
import { qualityMarkdown } from "./quality-markdown.ts";

/** The report as a Markdown document. */
export function toMarkdown({ summary: whole, recommendation }: ReportInput): string {
  const summary = withoutTwins(whole);
  const sections = [
    `# Benchmark report: ${escapeMarkdown(summary.run.plan.prompts.name)}`,
    runState(summary),
    recommendation && recommendationSection(recommendation),
    recommendation && axesSection(recommendation.axes),
    `## Comparison\n\n${markdownTable(comparisonTable(summary))}`,
    qualityMarkdown(summary),
    ...formSections(summary),
    `## Where the time goes\n\nThe median of each part of a request's life.\n\n${markdownTable(decompositionTable(summary))}`,
    section(
      "Models",
      summary.scorecards.map((card) => `${card.target.id}: ${describeProvenance(card)}.`),
    ),
    costsSection(summary),
    section("Highlights", highlights(summary)),
    section("Failed targets", failures(summary)),
    section(
      "Warnings",
      allWarnings(summary).map(({ target, warning }) =>
        target === undefined ? warning.message : `${target}: ${warning.message}`,
      ),
    ),
    section(
      "Environment",
      environmentFacts(summary).map(([name, value]) => `${name}: ${value}`),
    ),
    `## Method\n\n${escapeMarkdown(methodNote(summary))}\n\n${escapeMarkdown(calibrationNote(summary))}`,
  ];
  return `${sections.filter((text) => text !== undefined).join("\n\n")}\n`;
}

/** Checks by their kind, the answers that failed them, and figures of wording; each where there is one. */
function formSections(summary: RunSummary): readonly (string | undefined)[] {
  const checks = checksTable(summary);
  const wording = wordingTable(summary);
  return [
    checks.columns.length > 1
      ? `## Checks\n\nRules of form and wording; they say nothing about whether an answer is true.\n\n${markdownTable(checks)}`
      : undefined,
    section("Failed checks", describeFailedChecks(summary)),
    wording.columns.length > 1
      ? `## Wording\n\nFigures that nothing passes or fails.\n\n${markdownTable(wording)}`
      : undefined,
  ];
}

function recommendationSection(recommendation: Recommendation): string {
  const { headline, verdict, excluded, unproven, weights, thinEvidence, aaChecks } = recommendation;
  const lines = [
    ...verdict.reasons,
    ...settlingOf(verdict).map((line) => `To settle it: ${line}`),
    ...excluded.map(({ target, constraint, because }) => `Excluded: ${target} by ${constraint} - ${because}`),
    ...unproven.map(({ target, constraint, because }) => `Unproven: ${target} for ${constraint} - ${because}`),
    ...explainChecks(aaChecks),
    ...thinEvidence.map((line) => `Thin evidence: ${line}`),
    ...explainWeights(weights),
  ];
  return [`## Recommendation`, `**${escapeMarkdown(headline)}**`, list(lines)].join("\n\n");
}

function costsSection(summary: RunSummary): string | undefined {
  const costs = reportCosts(summary);
  if (costs === undefined) return undefined;
  const tables = costsTables(costs).map(({ title, heads, rows }) => {
    const columns = heads.map((head) => ({ ...head, id: "", name: "", description: "" }));
    return `### ${escapeMarkdown(title)}\n\n${markdownTable({ columns, rows: rows.map((row) => ({ cells: row.map((cell) => textCell(cell)) })) })}`;
  });
  const doubt = describeDoubt(costs);
  return [
    "## Energy and cost",
    ...(doubt === undefined ? [] : [escapeMarkdown(doubt)]),
    ...tables,
    list(describeCosts(costs, new Date(summary.run.createdAt))),
  ].join("\n\n");
}

/** Every target on the axes by which models are chosen. */
function axesSection(axes: readonly Axis[]): string | undefined {
  if (axes.length === 0) return undefined;
  const rows = axes.flatMap(({ label, cells }) =>
    cells.map(({ target, text, finding, source }) => [label, target, text, finding, source]),
  );
  const lines = rows.map((row) => `| ${row.map(escapeMarkdown).join(" | ")} |`);
  return [
    "## Scorecard",
    ["| Axis | Model | Figure | Finding | Source |", "|---|---|---|---|---|", ...lines].join("\n"),
  ].join("\n\n");
}

function failures(summary: RunSummary): string[] {
  return summary.scorecards
    .filter((card) => card.status === "failed")
    .map(({ target, error }) => {
      if (error === undefined) return `${target.id}: no request succeeded`;
      return `${target.id}: ${error.message} (${error.code})${error.hint === undefined ? "" : ` - ${error.hint}`}`;
    });
}

function section(title: string, lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : `## ${title}\n\n${list(lines)}`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeMarkdown(line)}`).join("\n");
}
