import { formatNumber } from "../format/format-number.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { escapeMarkdown } from "../markdown/escape-markdown.ts";
import { describeScout, type ScoutFinding, type ScoutReport, type SkippedModel } from "./scout-report.ts";

/** Skipped ones beyond it are counted. */
const MOST_SKIPPED = 20;

/** A look at the hub as a short Markdown document, beside the folders of its runs. */
export function toScoutMarkdown(report: ScoutReport): string {
  const { createdAt, hub, findings, skipped, waiting, newDefault } = report;
  return [
    `# New models, ${createdAt.slice(0, 10)}`,
    `**${escapeMarkdown(describeScout(report))}**`,
    ...(newDefault === undefined ? [] : [`${escapeMarkdown(newDefault)} is the default now.`]),
    ...findings.map(section),
    ...list("Left for the next time", waiting),
    ...list("Not fit", skipped),
    `Looked at ${new URL(hub).host}, ${createdAt}. Licences as the hub lists them: read them before you ship.`,
    "",
  ].join("\n\n");
}

function section(finding: ScoutFinding): string {
  const { repo, page, file, sizeBytes, parameters, licence, licenceConditions, downloads, lastModified } = finding;
  const facts = [
    `${file}, ${formatQuantity(sizeBytes, "bytes")}`,
    ...(parameters === undefined ? [] : [`${formatNumber(parameters / 1e6)} M parameters`]),
    `licence ${licence ?? "unknown"}${licenceConditions === undefined ? "" : ` (${licenceConditions})`}`,
    `${downloads} downloads`,
    `changed ${lastModified.slice(0, 10)}`,
  ];
  const link = finding.run === undefined ? [] : [`[Report of the comparison](../${finding.run}/report.html)`];
  return [
    `## ${escapeMarkdown(repo)}: ${finding.outcome.replaceAll("-", " ")}`,
    finding.reasons.map((reason) => `- ${escapeMarkdown(reason)}`).join("\n"),
    `${escapeMarkdown(facts.join("; "))}. [Page](<${page}>)${finding.isRemoved === true ? " Its file was removed again." : ""}`,
    ...link,
  ].join("\n\n");
}

function list(title: string, models: readonly SkippedModel[]): readonly string[] {
  if (models.length === 0) return [];
  const shown = models.slice(0, MOST_SKIPPED).map(({ repo, because }) => `- ${escapeMarkdown(`${repo}: ${because}`)}`);
  const more = models.length > MOST_SKIPPED ? [`- and ${models.length - MOST_SKIPPED} more`] : [];
  return [`## ${title}\n\n${[...shown, ...more].join("\n")}`];
}
