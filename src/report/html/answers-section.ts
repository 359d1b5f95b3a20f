import type { PromptResult, RunSummary } from "../../bench/summary/scorecard.ts";
import type { Prompt } from "../../core/prompt.ts";
import { type AnswerScore, scoreAnswer } from "../../quality/facets/score-answer.ts";
import { wordFacet } from "../../quality/facets/word-facet.ts";
import { median } from "../../stats/centre.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { type Html, html, type Section } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** More would make the page too heavy for a phone; the run's own files hold them all. */
const MOST_PROMPTS = 200;
const MOST_CHARACTERS = 4000;

interface Answer {
  readonly target: string;
  readonly result: PromptResult;
  /** Score of the shown text; absent without facets or without text. */
  readonly score: AnswerScore | undefined;
}

/** Every prompt with what was expected and what each target answered, folded. */
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
  const body = html`${
    shown.length < answered.length &&
    html`<p class="notice">The first ${shown.length} of ${answered.length} prompts are shown; the run's own files hold all.</p>`
  }<p class="lead">The answer of the first timed round. Open a prompt to read it.</p>
${shown.map((prompt) =>
  promptDetails(
    prompt,
    (byPrompt.get(prompt.id) ?? []).map((one) => score(prompt, one)),
    badges,
  ),
)}`;
  return [{ id: "answers", title: "Answers", body }];
}

function score(prompt: Prompt, { target, result }: { target: string; result: PromptResult }): Answer {
  const facets = prompt.facets ?? [];
  const scored = facets.length > 0 && result.text !== undefined;
  return { target, result, score: scored ? scoreAnswer(facets, result.text ?? "") : undefined };
}

function promptDetails(prompt: Prompt, answers: readonly Answer[], badges: TargetBadges): Html {
  const chips = answers.map(({ target, score, result }) => {
    if (score !== undefined)
      return html`<span class="chip">${badges.letter(target)} ${score.found}/${score.total}</span>`;
    return html`<span class="chip">${badges.letter(target)} ${result.text === undefined ? "failed" : latencyOf(result)}</span>`;
  });
  return html`<details class="prompt"><summary><span class="prompt-name">${prompt.id}${
    prompt.task !== undefined && html` <small>${prompt.task}</small>`
  }</span> <span class="chips">${chips}</span></summary>
<div class="prompt-body">
<h3>Prompt</h3>${prompt.system !== undefined && html`<p class="text">${prompt.system}</p>`}<p class="text">${clip(prompt.prompt)}</p>
${facetTable(prompt, answers, badges)}
${prompt.reference !== undefined && html`<h3>Reference</h3><p class="text">${clip(prompt.reference)}</p>`}
<h3>Answers</h3>${answers.map((answer) => answerBlock(answer, badges))}
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

function answerBlock({ target, result }: Answer, badges: TargetBadges): Html {
  const flags = result.flags.map((flag) => html` <span class="flag">${FLAGS[flag]}</span>`);
  const error = result.error !== undefined && html`<p class="hint">${result.error.message}</p>`;
  const text = result.text === undefined ? false : html`<p class="text" dir="auto">${clip(result.text)}</p>`;
  return html`<div class="answer"><p class="answer-head">${badges.name(target)} <span class="muted">${latencyOf(result)}</span>${flags}</p>${text}${error}</div>`;
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

function clip(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)}… (${text.length} characters in all)`;
}
