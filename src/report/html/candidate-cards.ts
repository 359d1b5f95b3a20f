import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { labelsOf } from "../../selection/explain-verdict.ts";
import type { Recommendation, Verdict } from "../../selection/recommendation.ts";
import type { Cell } from "../format/cell.ts";
import { comparisonTable } from "../format/comparison-table.ts";
import type { Table, TableColumn } from "../format/table.ts";
import { type Html, html } from "./html.ts";
import type { TargetBadges } from "./target-badges.ts";

/** More would push the picture off the first screen; the comparison has all. */
const MOST_CARDS = 6;
const FIGURES_PER_CARD = 4;
/** What decides most choices, in this order; a run that lacks some shows the next. */
const FIGURES = ["quality", "e2e-p50", "decode-rate-p50", "memory-model-p50", "ttft-p50", "footprint-p50"];

/** A card per target with the figures to choose by: candidates first, best first. */
export function candidateCards(
  summary: RunSummary,
  recommendation: Recommendation | undefined,
  badges: TargetBadges,
): Html {
  const table = comparisonTable(summary);
  const columns = FIGURES.flatMap((id) => table.columns.find((column) => column.id === id) ?? []).slice(
    0,
    FIGURES_PER_CARD,
  );
  const ranked = recommendation?.ranking.map(({ target }) => target) ?? [];
  const all = summary.scorecards.map(({ target }) => target.id);
  const order = [
    ...ranked.filter((target) => all.includes(target)),
    ...all.filter((target) => !ranked.includes(target)),
  ];
  const roles = recommendation ? rolesOf(recommendation) : new Map<string, Role>();
  const left = order.length - MOST_CARDS;
  return html`<div class="cards"><ul>${order.slice(0, MOST_CARDS).map((target) => {
    const role = roles.get(target);
    return html`<li class="candidate${role?.taken && " taken"}"><p class="candidate-head">${badges.name(target)}${role && html` <span class="role">${role.text}</span>`}</p>
${figures(table, columns, target)}</li>`;
  })}</ul>${left > 0 && html`<p class="muted">${left} more in the <a href="#comparison">comparison</a>.</p>`}</div>`;
}

function figures({ columns, rows }: Table, shown: readonly TableColumn[], target: string): Html {
  const row = rows.find((one) => one.target === target);
  const cells = shown.map((column) => ({ column, cell: row?.cells[columns.indexOf(column)] }));
  return html`<dl>${cells.map(({ column, cell }) => figure(column, cell))}</dl>`;
}

function figure({ name, unit }: TableColumn, cell: Cell | undefined): Html {
  const known = cell !== undefined && cell.main !== "-";
  return html`<div><dt>${name}</dt><dd>${
    known
      ? html`${cell.main}${unit !== undefined && html` <span class="unit">${unit}</span>`}${
          cell.detail !== undefined && html` <small>${cell.detail}</small>`
        }`
      : "-"
  }</dd></div>`;
}

interface Role {
  readonly text: string;
  readonly taken?: true;
}

/** What the verdict says of single targets, in a word or two. */
function rolesOf({ verdict, excluded, unproven }: Recommendation): ReadonlyMap<string, Role> {
  return new Map<string, Role>([
    ...unproven.map(({ target, constraint }) => [target, { text: `unproven: ${constraint}` }] as const),
    ...excluded.map(({ target, constraint }) => [target, { text: `excluded: ${constraint}` }] as const),
    ...rolesIn(verdict),
  ]);
}

function rolesIn(verdict: Verdict): readonly (readonly [string, Role])[] {
  switch (verdict.type) {
    case "take":
      return [[verdict.target, { text: "take", taken: true }]];
    case "equal":
      return verdict.targets.map((target) =>
        target === verdict.target ? [target, { text: "equal: take", taken: true }] : [target, { text: "equal" }],
      );
    case "trade": {
      const targets = new Set(verdict.options.flatMap((option) => option.targets));
      return [...targets].map((target) => {
        const objectives = verdict.options.flatMap((option) =>
          option.targets.includes(target) ? option.objectives : [],
        );
        return [target, { text: `for ${labelsOf(objectives)}`, taken: true }];
      });
    }
    case "measured":
    case "not-enough-evidence":
    case "none":
      return [];
  }
  return verdict satisfies never;
}
