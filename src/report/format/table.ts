import type { Scorecard } from "../../bench/summary/scorecard.ts";
import type { ColumnPlace, Direction } from "../../core/metric.ts";
import type { Cell } from "./cell.ts";

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
