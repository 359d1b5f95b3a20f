import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatInstant } from "../format/format-instant.ts";
import { html, type Section } from "./html.ts";
import { renderShell } from "./page-shell.ts";

/** The whole page of a run around its sections. */
export function renderPage(summary: RunSummary, sections: readonly Section[]): string {
  const { run } = summary;
  const { plan } = run;
  const measured = summary.scorecards.filter((card) => card.status !== "failed").length;
  const targets =
    measured === summary.scorecards.length
      ? pluralize(measured, "model")
      : `${measured} of ${pluralize(summary.scorecards.length, "model")}`;
  const scope = [targets, pluralize(plan.prompts.prompts.length, "prompt"), pluralize(plan.rounds, "round")].join(", ");
  return renderShell({
    title: `Benchmark report: ${plan.prompts.name}`,
    scope: html`${scope} on ${run.environment.cpuModel ?? run.environment.platform} · <time datetime="${run.createdAt}">${formatInstant(run.createdAt)}</time>`,
    sections,
    foot: html`Run <code>${run.id}</code>, plan digest <code>${run.digest.slice(0, 16)}</code>.`,
    assayVersion: run.assayVersion,
  });
}
