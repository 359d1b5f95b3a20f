import { escapeMarkdown } from "../markdown/escape-markdown.ts";
import type { WorkshopFailure, WorkshopResult, WorkshopRow } from "./to-workshop-rows.ts";

/** The workshop's report: its table with 2, 2 and 1 decimals, and the models that failed below. */
export function toWorkshopMarkdown(rows: readonly WorkshopRow[]): string {
  const measured = rows.filter((row): row is WorkshopResult => row.status !== "failed");
  const failed = rows.filter((row): row is WorkshopFailure => row.status === "failed");
  const lines = [
    "# Benchmark Report",
    "",
    "|Model|Avg Latency (s)|p95 (s)|Tokens/sec|Rounds|First Token (s)|",
    "|---|---|---|---|---|---|",
    ...measured.map(tableRow),
    "",
    "**Interpretation**: Lower latency numbers are better; higher tokens/sec is better. Tokens/sec counts output tokens only.",
  ];
  if (failed.length > 0)
    lines.push("", "**Failed**:", "", ...failed.map((row) => `- ${escapeMarkdown(`${row.model}: ${row.error}`)}`));
  return `${lines.join("\n")}\n`;
}

function tableRow(row: WorkshopResult): string {
  const cells = [
    escapeMarkdown(row.model),
    row.latency_avg.toFixed(2),
    row.latency_p95.toFixed(2),
    row.tokens_per_sec_avg?.toFixed(1) ?? "-",
    String(row.rounds),
    row.first_token_latency_avg?.toFixed(2) ?? "-",
  ];
  return `|${cells.join("|")}|`;
}
