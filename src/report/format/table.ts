import type { Scorecard } from "../../bench/summary/scorecard.ts";
import type { ColumnPlace, Direction } from "../../core/metric.ts";
import { absentCell, type Cell, textCell } from "./cell.ts";

/** A table as plain data: what a terminal, a document and a page draw in their own ways. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableColumn extends Omit<ColumnPlace, "comparison"> {
  /** Stable name, such as `e2e-p95`. */
  readonly id: string;
  /** `Latency p95`. */
  readonly name: string;
  /** `ms`; absent for what has none. */
  readonly unit?: string | undefined;
  /** Name and unit: `Latency p95 (ms)`. */
  readonly title: string;
  /** The meaning of the column, in one sentence. */
  readonly description: string;
  readonly align: "left" | "right";
  readonly better?: Direction | undefined;
}

export interface TableRow {
  readonly target: string;
  readonly status: Scorecard["status"];
  /** One per column. */
  readonly cells: readonly Cell[];
}

/** A column with its cells, one per target. */
export interface FilledColumn {
  readonly column: TableColumn;
  readonly cells: readonly Cell[];
}

/** Rows of targets, named in the first column. */
export function targetTable(cards: readonly Scorecard[], filled: readonly FilledColumn[]): Table {
  return {
    columns: [MODEL, ...filled.map(({ column }) => column)],
    rows: cards.map(({ target, status }, index) => ({
      target: target.id,
      status,
      cells: [textCell(target.id), ...filled.map(({ cells }) => cells[index] ?? absentCell())],
    })),
  };
}

const MODEL: TableColumn = {
  id: "model",
  name: "Model",
  title: "Model",
  description: "Name of the target in this run.",
  align: "left",
};
