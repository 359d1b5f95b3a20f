import { pluralize } from "../../lib/pluralize.ts";
import type { Comparison } from "../../sameness/comparison.ts";
import { describeVerdict, explainVerdict } from "../../sameness/describe-verdict.ts";
import type { RuntimeResult, SameResult } from "../../sameness/same-result.ts";
import { escapeMarkdown } from "../markdown/escape-markdown.ts";
import { listEngines, promptsTable, runtimesTable, speedNote, type TextTable } from "./same-tables.ts";

/** One model in several runtimes, as a Markdown document. */
export function toSameMarkdown(result: SameResult): string {
  const { model, promptSet, maxTokens, reference, runtimes, comparisons, missing, machine, assayVersion } = result;
  const sections = [
    `# One model in several runtimes: ${escapeMarkdown(model)}`,
    result.status === "stopped" ? "Stopped before its end: what was read and measured until then." : undefined,
    reference === undefined ? undefined : `Every runtime is compared with ${escapeMarkdown(reference)}.`,
    ...comparisons.map(comparisonSection),
    list("Failed", runtimes.flatMap(failureOf)),
    `## Side by side\n\n${table(runtimesTable(result))}\n\n${speedNote(result)}`,
    list(
      "What a runtime does not tell",
      runtimes.flatMap(({ target, reading }) => reading.notes.map((note) => `${target.id} ${note}.`)),
    ),
    list(
      "Not compared",
      missing.map(({ runtime, because, hint = "" }) => `${runtime}: ${because}. ${hint}`.trim()),
    ),
    `## Method\n\n${escapeMarkdown(promptSet.name)}: ${pluralize(promptSet.prompts.length, "prompt")}, temperature 0, at most ${pluralize(maxTokens, "token")}, on ${escapeMarkdown(machine.cpuModel ?? machine.platform)}, with ${escapeMarkdown(listEngines(result))}. Assay ${assayVersion}, ${result.createdAt}.`,
  ];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

function comparisonSection(comparison: Comparison): string {
  const lines = explainVerdict(comparison).map((line) => `- ${escapeMarkdown(line)}`);
  return [
    `## ${escapeMarkdown(comparison.runtime)}`,
    `**${escapeMarkdown(describeVerdict(comparison))}**`,
    ...(lines.length === 0 ? [] : [lines.join("\n"), table(promptsTable(comparison))]),
  ].join("\n\n");
}

function failureOf({ target, reading: { error } }: RuntimeResult): readonly string[] {
  if (error === undefined || error.code === "aborted") return [];
  return [`${target.id}: ${error.message} ${error.hint ?? ""}`.trim()];
}

function list(title: string, lines: readonly string[]): string | undefined {
  if (lines.length === 0) return undefined;
  return `## ${title}\n\n${lines.map((line) => `- ${escapeMarkdown(line)}`).join("\n")}`;
}

function table({ heads, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  const rule = `|${heads.map(({ align }) => (align === "right" ? "---:" : "---")).join("|")}|`;
  return [line(heads.map(({ title }) => title)), rule, ...rows.map(line)].join("\n");
}
