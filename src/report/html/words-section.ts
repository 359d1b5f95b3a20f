import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { checksTable } from "../format/checks-table.ts";
import { comparisonTable } from "../format/comparison-table.ts";
import { decompositionTable } from "../format/decomposition-table.ts";
import { wordingTable } from "../format/wording-table.ts";
import { html, type Section } from "./html.ts";

/** Words of the page that are not the head of a column. */
const WORDS = [
  [
    "A/A check",
    "A model measured twice as if it were two. A difference between the two is noise, so none must be found.",
  ],
  [
    "Disturbed",
    "Something else took the machine's time while a request was measured, so its times are not the model's.",
  ],
  [
    "Check",
    "A rule of form or wording that an answer passes or fails by its text alone. It is no fact, as a facet is.",
  ],
  ["Facet", "A fact that a good answer must state. Quality is the share of them that answers state."],
  ["Interval", "The brackets: the true value lies within in 95 of 100 such runs."],
  ["Licence", "Licence of the model, from its entry or its file."],
  ["n (in brackets)", "How many prompts, requests or readings a figure rests on."],
  [
    "p50 and p95",
    "Half of the prompts, each by the middle one of its rounds, stay below the p50, and 19 of 20 requests below the p95.",
  ],
  ["Score", "Each objective's part times its weight, summed up. Only differences mean something."],
] as const;

/** The meaning of every word and column, where touch and print find it too. */
export function wordsSection(summary: RunSummary): Section {
  const tables = [comparisonTable, checksTable, wordingTable, decompositionTable];
  const columns = tables.flatMap((tableOf) => tableOf(summary).columns);
  const byId = new Map(columns.map(({ id, name, description }) => [id, { id: `word-${id}`, name, description }]));
  const fixed = WORDS.map(([name, description]) => ({
    id: `word-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`,
    name,
    description,
  }));
  const words = [...byId.values(), ...fixed].filter(({ id }) => id !== "word-model");
  const body = html`<dl class="words">${words
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"))
    .map(({ id, name, description }) => html`<div id="${id}"><dt>${name}</dt><dd>${description}</dd></div>`)}</dl>`;
  return { id: "words", title: "Words", body, folded: true };
}
