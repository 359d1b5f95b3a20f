import type { PromptResult, RunSummary } from "../../bench/summary/scorecard.ts";
import type { Prompt } from "../../core/prompt.ts";
import { listMeanings, toCloseness } from "../../quality/facets/match-meaning.ts";
import { type AnswerScore, scoreAnswer } from "../../quality/facets/score-answer.ts";
import { wordFacet } from "../../quality/facets/word-facet.ts";
import { median } from "../../stats/centre.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { checkTable, wordChecks } from "./check-table.ts";
import { type Html, html, type Section } from "./html.ts";
import { markPassages } from "./mark-passages.ts";
import type { TargetBadges } from "./target-badges.ts";

/** More would make the page too heavy for a phone; the run's own files hold them all. */
const MOST_PROMPTS = 200;
const MOST_CHARACTERS = 4000;
const PREVIEW_CHARACTERS = 120;

interface Answer {
  readonly target: string;
  readonly result: PromptResult;
  /** Score of the shown text; absent without facets or without text. */
  readonly score: AnswerScore | undefined;
}

/** Every prompt, folded: the answers side by side, with what was expected of them marked where it was found. */
export function answersSection(summary: RunSummary, badges: TargetBadges): readonly Section[] {
  const byPrompt = new Map<string, { target: string; result: PromptResult }[]>();
  for (const { target, prompts, status } of summary.scorecards) {
    if (status === "failed") continue;
    for (const result of prompts) {
      const list = byPrompt.get(result.prompt) ?? [];
      list.push({ target: target.id, result });
      byPrompt.set(result.prompt, list);
    }
  }
  const { prompts } = summary.run.plan.prompts;
  const answered = prompts.filter((prompt) => byPrompt.has(prompt.id));
  if (answered.length === 0) return [];
  const shown = answered.slice(0, MOST_PROMPTS);
  const entries = shown.map((prompt) => ({
    prompt,
    answers: (byPrompt.get(prompt.id) ?? []).map((one) => score(prompt, one)),
  }));
  const differing = entries.filter(({ answers }) => differ(answers)).length;
  const body = html`${
    shown.length < answered.length &&
    html`<p class="notice">The first ${shown.length} of ${answered.length} prompts are shown; the run's own files hold all.</p>`
  }<p class="lead">The answers of the first timed round. <mark>Marked</mark> is what was expected and found. Open a prompt to read them side by side.</p>
${
  summary.scorecards.length > 1 &&
  html`<p class="filter"><label><input type="checkbox" id="only-differing"> Only where they differ (${differing} of ${shown.length})</label></p>`
}
${entries.map(({ prompt, answers }) => promptDetails(prompt, answers, badges))}`;
  return [{ id: "answers", title: "Answers", body }];
}

/** Whether the targets found different things or kept other rules, or wrote different texts where nothing is expected. */
function differ(answers: readonly Answer[]): boolean {
  const outcomes = answers.map(({ score, result: { text, checks } }) =>
    score === undefined && checks === undefined
      ? text
      : [
          ...(score?.facets ?? []).map(({ found }) => found),
          ...(checks?.results ?? []).map(({ passed }) => passed),
        ].join(),
  );
  return new Set(outcomes).size > 1;
}

function score(prompt: Prompt, { target, result }: { target: string; result: PromptResult }): Answer {
  const facets = prompt.facets ?? [];
  const isComparable = result.closeness !== undefined || listMeanings(facets).length === 0;
  const scored = facets.length > 0 && result.text !== undefined && isComparable;
  const closeness = toCloseness(result.closeness ?? []);
  return { target, result, score: scored ? scoreAnswer(facets, result.text ?? "", { closeness }) : undefined };
}

function promptDetails(prompt: Prompt, answers: readonly Answer[], badges: TargetBadges): Html {
  const chips = answers.map(({ target, score, result }) => {
    const found = [...(score === undefined ? [] : [`${score.found}/${score.total}`]), ...wordChecks(result)];
    if (found.length > 0) return html`<span class="chip">${badges.letter(target)} ${found.join(", ")}</span>`;
    return html`<span class="chip">${badges.letter(target)} ${result.text === undefined ? "failed" : latencyOf(result)}</span>`;
  });
  return html`<details class="prompt${!differ(answers) && " alike"}"><summary><span class="prompt-name">${prompt.id}${
    prompt.task !== undefined && html` <small>${prompt.task}</small>`
  } <span class="preview">${preview(prompt.prompt)}</span></span> <span class="chips">${chips}</span></summary>
<div class="prompt-body">
<details class="asked"><summary>The prompt${prompt.reference !== undefined && " and its reference answer"}</summary>
${prompt.system !== undefined && html`<p class="text">${prompt.system}</p>`}<p class="text">${clip(prompt.prompt)}</p>
${prompt.reference !== undefined && html`<h3>Reference</h3><p class="text">${clip(prompt.reference)}</p>`}</details>
${facetTable(prompt, answers, badges)}
${checkTable(prompt, answers, badges)}
<div class="side-by-side">${answers.map((answer) => answerBlock(answer, badges))}</div>
</div></details>`;
}

function facetTable({ facets = [] }: Prompt, answers: readonly Answer[], badges: TargetBadges): Html | false {
  const scored = answers.filter((answer) => answer.score !== undefined);
  if (facets.length === 0 || scored.length === 0) return false;
  return html`<h3>Expected facets</h3><div class="scroll" tabindex="0" role="region" aria-label="Expected facets"><table class="facets"><thead><tr><th scope="col">Facet</th>${scored.map(
    ({ target }) => html`<th scope="col"><span class="hidden">${target}</span>${badges.letter(target)}</th>`,
  )}</tr></thead><tbody>${facets.map(
    (facet, index) =>
      html`<tr><th scope="row">${wordFacet(facet)}</th>${scored.map(({ score }) => mark(score?.facets[index]))}</tr>`,
  )}</tbody></table></div>`;
}

function mark(match: AnswerScore["facets"][number] | undefined): Html {
  if (match?.found) return html`<td class="found">✓<span class="hidden"> found</span></td>`;
  const crossed = match?.crossedWith;
  return html`<td class="missed">✗<span class="hidden"> missed</span>${
    crossed !== undefined && html` <small>given to ${crossed}</small>`
  }</td>`;
}

function answerBlock({ target, result, score }: Answer, badges: TargetBadges): Html {
  const flags = result.flags.map((flag) => html` <span class="flag">${FLAGS[flag]}</span>`);
  const error = result.error !== undefined && html`<p class="hint">${result.error.message}</p>`;
  const passages = score?.facets.flatMap(({ found, where }) => (found && where !== undefined ? where : [])) ?? [];
  const text =
    result.text !== undefined && html`<p class="text" dir="auto">${markPassages(clip(result.text), passages)}</p>`;
  const missed = score?.facets.filter(({ found }) => !found) ?? [];
  return html`<div class="answer"><p class="answer-head">${badges.name(target)} <span class="muted">${latencyOf(result)}</span>${flags}</p>${text}${
    missed.length > 0 &&
    html`<ul class="missing"><li class="missing-head">Missed</li>${missed.map(
      ({ facet, crossedWith }) =>
        html`<li>${wordFacet(facet)}${crossedWith !== undefined && html` <small>given to ${crossedWith}</small>`}</li>`,
    )}</ul>`
  }${error}</div>`;
}

const FLAGS = {
  capped: "ended at the token limit",
  empty: "empty",
  failed: "a round failed",
} as const satisfies Record<PromptResult["flags"][number], string>;

function latencyOf({ values }: PromptResult): string {
  const latencies = values.e2e ?? [];
  return latencies.length === 0 ? "" : formatQuantity(median(latencies), "ms");
}

/** The start of a prompt, so that a row says more than its number. */
function preview(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= PREVIEW_CHARACTERS ? line : `${line.slice(0, PREVIEW_CHARACTERS).trimEnd()}…`;
}

function clip(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)}… (${text.length} characters in all)`;
}
