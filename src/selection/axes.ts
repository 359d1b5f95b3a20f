import type { LicenceClass } from "../catalog/licences.ts";
import type { ObjectiveUnit } from "./objectives.ts";

/** The axes on which models are chosen, in the order in which they are shown. */
export type AxisId =
  | "latency"
  | "latency-p95"
  | "throughput"
  | "memory"
  | "quality"
  | "footprint"
  | "licence"
  | "load-time"
  | "energy"
  | "cost";

/** One axis with all targets of which it is known. An axis that is known of none is left out. */
export interface Axis {
  readonly axis: AxisId;
  readonly label: string;
  readonly cells: readonly AxisCell[];
}

/** One target on one axis. */
export interface AxisCell {
  readonly target: string;
  /** The figure with its interval, or the licence with its class, as people read it. */
  readonly text: string;
  /** Absent of a licence. */
  readonly figure?: AxisFigure | undefined;
  /** Absent of figures. */
  readonly licenceClass?: LicenceClass | "unknown" | undefined;
  /** Where it comes from, a clause. */
  readonly source: string;
  /** How it stands beside the other candidates: `best`, `ahead of X`, `behind X`, `equal`, `open`; else what else is to say. */
  readonly finding: string;
}

export interface AxisFigure {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly unit: ObjectiveUnit;
}
