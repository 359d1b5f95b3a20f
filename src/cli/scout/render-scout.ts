import { formatQuantity } from "../../report/format/format-quantity.ts";
import { describeScout, type ScoutFinding, type ScoutReport } from "../../report/scout/scout-report.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Skipped ones beyond it stand in the report. */
const MOST_SKIPPED = 8;

/** A look at the hub for the terminal: the outcome first, then each model with its reasons. */
export function renderScout(report: ScoutReport, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const { findings, skipped, waiting, newDefault } = report;
  const colour = findings.some(({ outcome }) => outcome === "take") ? "green" : "yellow";
  const passed = [...skipped, ...waiting];
  const more = passed.length > MOST_SKIPPED ? [`- and ${passed.length - MOST_SKIPPED} more, in the report`] : [];
  return [
    ...wrapText(describeScout(report), width).map((line) => terminal.style([colour, "bold"], line)),
    ...(newDefault === undefined
      ? []
      : wrapText(`${newDefault} is the default now, in models.json and assay.json.`, width)),
    ...findings.flatMap((finding) => ["", ...renderFinding(finding, terminal, width)]),
    ...(passed.length === 0 ? [] : ["", "Not compared:"]),
    ...passed.slice(0, MOST_SKIPPED).flatMap(({ repo, because }) => bullet(`${repo}: ${because}.`, width)),
    ...more,
  ].join("\n");
}

function renderFinding(finding: ScoutFinding, terminal: Terminal, width: number): readonly string[] {
  const { repo, outcome, reasons, sizeBytes, quantisation, licence, isRemoved } = finding;
  const facts = [quantisation, formatQuantity(sizeBytes, "bytes"), `licence ${licence ?? "unknown"}`].filter(Boolean);
  return [
    `${terminal.style("bold", repo)}  ${outcome.replaceAll("-", " ")}`,
    ...wrapText(`  ${facts.join(", ")}${isRemoved === true ? ", its file removed again" : ""}`, width),
    ...reasons.flatMap((reason) => bullet(reason, width)),
  ];
}

function bullet(text: string, width: number): readonly string[] {
  return wrapText(text, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}
