import { scaleFor } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { DistinctShares } from "../../quality/wording/distinct-n.ts";
import type { WordingSummary } from "../../quality/wording/summarize-wording.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";
import { estimateCell } from "./estimate-cell.ts";
import { formatNumber } from "./format-number.ts";
import { titleColumn } from "./metric-columns.ts";
import { type FilledColumn, type Table, targetTable } from "./table.ts";

const SCALE = scaleFor("ratio", []);

/** Figures of how answers are worded, none of them good or bad by itself: a column for each that any target has. */
export function wordingTable({ scorecards }: RunSummary): Table {
  const sizes = new Set(scorecards.flatMap(({ wording }) => wording?.support.map(({ n }) => n) ?? []));
  const columns: readonly (readonly FilledColumn[])[] = [
    fill(scorecards, {
      id: "reference-overlap",
      name: "Overlap with reference",
      description:
        "ROUGE-L of the answers with the references of their prompts: the F1 of the longest common subsequence of words (Lin, 2004). A good answer in other words has little.",
      read: ({ referenceOverlap }) => referenceOverlap && toCell(referenceOverlap),
    }),
    ...[...sizes]
      .toSorted((a, b) => a - b)
      .map((n) =>
        fill(scorecards, {
          id: `support-${n}`,
          name: `Support (${n}-grams)`,
          description: `Share of the answer's ${n}-grams that stand in the material that its prompt names. It finds what was added, not what was put together wrongly.`,
          read: ({ support }) => support.flatMap((one) => (one.n === n ? toCell(one.ratio) : []))[0],
        }),
      ),
    ...([0, 1, 2] as const).map((at) =>
      fill(scorecards, {
        id: `distinct-${at + 1}`,
        name: `Distinct-${at + 1}`,
        description: `Different ${at + 1}-grams over all of them, in the first answers to all prompts together (Li et al., 2016). It falls with the length of the answers.`,
        read: ({ distinct }) => distinct && toShare(distinct, at, "answers"),
      }),
    ),
    ...([0, 1, 2] as const).map((at) =>
      fill(scorecards, {
        id: `repeated-${at + 1}`,
        name: `Distinct-${at + 1}, repeated`,
        description: `Different ${at + 1}-grams over all of them, in the repeated answers to one prompt, averaged over prompts. At temperature 0 the rounds repeat each other, and this shows no more than that.`,
        read: ({ repeated }) => repeated && toShare(repeated, at, "prompts"),
      }),
    ),
  ];
  return targetTable(scorecards, columns.flat());
}

interface WordingColumn {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  read(wording: WordingSummary): Cell | undefined;
}

/** Nothing where no target has the figure. */
function fill(cards: readonly Scorecard[], { read, ...head }: WordingColumn): readonly FilledColumn[] {
  const cells = cards.map(({ wording }) => wording && read(wording));
  if (cells.every((cell) => cell === undefined)) return [];
  return [{ column: titleColumn(head, SCALE), cells: cells.map((cell) => cell ?? absentCell()) }];
}

function toCell(estimate: Estimate): Cell {
  return estimateCell(estimate, SCALE);
}

function toShare({ shares, answers }: DistinctShares, at: 0 | 1 | 2, of: string): Cell {
  return textCell(formatNumber(shares[at] / SCALE.divisor), `(${answers} ${of})`);
}
