import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { qualityFacts } from "../content/quality-facts.ts";
import { escapeMarkdown } from "./escape-markdown.ts";

const EXCERPT = 400;

/** How good the answers are and who says so; undefined where nothing was scored. */
export function qualityMarkdown(summary: RunSummary): string | undefined {
  const facts = qualityFacts(summary);
  if (facts === undefined) return undefined;
  const { sources, people, judge, corrections, acceptable, disputes } = facts;
  const bullets = [...people, ...acceptable, ...judge].map((line) => `- ${escapeMarkdown(line)}`);
  const shown = disputes.map(({ head, answer }) => {
    const line = answer.replaceAll(/\s+/g, " ").trim();
    return `- **${escapeMarkdown(head)}** ${escapeMarkdown(line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line)}`;
  });
  const parts = [
    "## Quality",
    ...(sources === undefined ? [] : [escapeMarkdown(sources.sentence)]),
    ...(sources === undefined
      ? []
      : [
          table(
            ["Model", ...sources.sources.map(({ label, unit }) => `${label} (${unit})`)],
            sources.rows.map(({ target, cells }) => [target, ...cells.map(({ text }) => text)]),
          ),
        ]),
    ...(bullets.length === 0 ? [] : [bullets.join("\n")]),
    ...(corrections === undefined
      ? []
      : [
          table(
            corrections.heads.map(({ title }) => title),
            corrections.rows,
          ),
        ]),
    ...(shown.length === 0 ? [] : [`### The most disputed answers\n\n${shown.join("\n")}`]),
  ];
  return parts.join("\n\n");
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
