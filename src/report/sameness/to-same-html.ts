import { pluralize } from "../../lib/pluralize.ts";
import type { Comparison } from "../../sameness/comparison.ts";
import { describeVerdict, explainVerdict } from "../../sameness/describe-verdict.ts";
import type { SameResult } from "../../sameness/same-result.ts";
import { formatInstant } from "../format/format-instant.ts";
import { type Html, html, type Section } from "../html/html.ts";
import { renderShell } from "../html/page-shell.ts";
import { listEngines, promptsTable, runtimesTable, speedNote, type TextTable } from "./same-tables.ts";

/** One model in several runtimes, as one page that needs nothing else. */
export function toSameHtml(result: SameResult): string {
  const { model, promptSet, runtimes, machine, createdAt, assayVersion, maxTokens } = result;
  const scope = [pluralize(runtimes.length, "runtime"), pluralize(promptSet.prompts.length, "prompt")].join(", ");
  return renderShell({
    title: `One model in several runtimes: ${model}`,
    scope: html`${scope} on ${machine.cpuModel ?? machine.platform} · <time datetime="${createdAt}">${formatInstant(createdAt)}</time>`,
    sections: [verdicts(result), sideBySide(result), ...result.comparisons.map(details), ...untold(result)],
    foot: html`Prompts of ${promptSet.name}, temperature 0, at most ${pluralize(maxTokens, "token")}, with ${listEngines(result)}.`,
    assayVersion,
  });
}

function verdicts({ reference, comparisons, status, runtimes }: SameResult): Section {
  const failed = runtimes.flatMap(({ target, reading: { error } }) =>
    error === undefined || error.code === "aborted" ? [] : [{ id: target.id, error }],
  );
  return {
    id: "verdict",
    title: reference === undefined ? "Result" : `Compared with ${reference}`,
    body: html`${status === "stopped" && html`<p class="notice">Stopped before its end: what was read and measured until then.</p>`}
${comparisons.map((comparison) => html`<h3>${comparison.runtime}</h3><p>${describeVerdict(comparison)}</p>`)}
${failed.map(({ id, error }) => html`<h3>${id}</h3><p>Failed: ${error.message} <span class="hint">${error.hint ?? ""}</span></p>`)}`,
  };
}

function sideBySide(result: SameResult): Section {
  return {
    id: "side-by-side",
    title: "Side by side",
    body: html`${table(runtimesTable(result), "Runtimes side by side")}<p class="muted">${speedNote(result)}</p>`,
  };
}

function details(comparison: Comparison, index: number): Section {
  return {
    id: `runtime-${index + 1}`,
    title: comparison.runtime,
    body: html`<ul>${explainVerdict(comparison).map((line) => html`<li>${line}</li>`)}</ul>
${table(promptsTable(comparison), `Prompts of ${comparison.runtime}`)}`,
    folded: true,
  };
}

/** What runtimes do not tell, and those that could not be compared. */
function untold({ runtimes, missing }: SameResult): readonly Section[] {
  const notes = runtimes.flatMap(({ target, reading }) => reading.notes.map((note) => `${target.id} ${note}.`));
  const absent = missing.map(({ runtime, because, hint = "" }) => `${runtime}: ${because}. ${hint}`);
  const lines = [...notes, ...absent];
  if (lines.length === 0) return [];
  const body = html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return [{ id: "untold", title: "Not told, not compared", body }];
}

function table({ heads, rows }: TextTable, caption: string): Html {
  const classOf = (index: number) => heads[index]?.align === "right" && html` class="number"`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table class="comparison"><caption class="hidden">${caption}</caption>
<thead><tr>${heads.map(({ title }, index) => html`<th scope="col"${classOf(index)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first = "", ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell, index) => html`<td${classOf(index + 1)}>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
