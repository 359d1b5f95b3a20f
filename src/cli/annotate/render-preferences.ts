import { pluralize } from "../../lib/pluralize.ts";
import type { PreferenceSummary } from "../../quality/preferences/summarize-preferences.ts";
import { describePreferences, preferencesTable } from "../../report/judging/describe-preferences.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Whose answers people prefer, for the terminal, then what to hold against it. */
export function renderPreferences(summary: PreferenceSummary, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const who = summary.people.map(({ by, pairs }) => `${by}: ${pluralize(pairs, "pair")}`).join(", ");
  const { heads, rows } = preferencesTable(summary.targets);
  const sentences = describePreferences(summary).flatMap((sentence) =>
    wrapText(sentence, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
  return [
    [terminal.style("bold", "Preferred side by side"), who].join("\n"),
    createPlainTable(heads, rows, terminal),
    sentences.join("\n"),
  ].join("\n\n");
}
