import type { PromptResult } from "../../bench/summary/scorecard.ts";
import type { Prompt } from "../../core/prompt.ts";
import type { CheckTally } from "../../quality/checks/summarize-checks.ts";
import { wordFailure } from "../content/failed-checks.ts";
import { formatNumber } from "../format/format-number.ts";
import { type Html, html } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** The answers of one target to one prompt, as far as checks go. */
interface CheckedTarget {
  readonly target: string;
  readonly result: PromptResult;
}

/** The checks of a prompt side by side, over all rounds, with the reason of each that was failed; nothing without checks. */
export function checkTable(
  { checks = [] }: Prompt,
  answers: readonly CheckedTarget[],
  badges: TargetBadges,
): Html | false {
  const checked = answers.filter(({ result }) => result.checks !== undefined);
  if (checks.length === 0 || checked.length === 0) return false;
  const names = checked[0]?.result.checks?.results.map(({ name }) => name) ?? [];
  return html`<h3>Checks</h3><div class="scroll" tabindex="0" role="region" aria-label="Checks"><table class="facets"><thead><tr><th scope="col">Check</th>${checked.map(
    ({ target }) => html`<th scope="col"><span class="hidden">${target}</span>${badges.letter(target)}</th>`,
  )}</tr></thead><tbody>${names.map(
    (name, index) =>
      html`<tr><th scope="row">${name}</th>${checked.map(({ result }) => mark(result.checks?.results[index]))}</tr>`,
  )}</tbody></table></div>`;
}

function mark(tally: CheckTally | undefined): Html {
  if (tally === undefined) return html`<td></td>`;
  const { passed, failed, because, where, value } = tally;
  const figure = value !== undefined && html` <small>${formatNumber(value * 100, 0)}%</small>`;
  if (failed > 0)
    return html`<td class="missed">✗<span class="hidden"> failed</span>${figure} <small>${wordFailure(tally)}${
      where !== undefined && html` <q>${clip(where)}</q>`
    }</small></td>`;
  if (passed > 0) return html`<td class="found">✓<span class="hidden"> passed</span>${figure}</td>`;
  if (value !== undefined) return html`<td>${figure}</td>`;
  return html`<td>?<span class="hidden"> not told</span>${because !== undefined && html` <small>${because}</small>`}</td>`;
}

/** `2/3 checks`; empty without any that could be told. */
export function wordChecks({ checks }: PromptResult): readonly string[] {
  if (checks === undefined || checks.expected === 0) return [];
  const passed = Number.isInteger(checks.passed) ? String(checks.passed) : formatNumber(checks.passed, 1);
  return [`${passed}/${checks.expected} checks`];
}

const MOST_CHARACTERS = 80;

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS)}…`;
}
