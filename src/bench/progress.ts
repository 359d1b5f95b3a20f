import type { ErrorRecord } from "../core/errors.ts";
import type { LoadEntry, LookEntry } from "../core/run.ts";
import type { Sample } from "../core/sample.ts";
import type { Cell } from "./schedule.ts";

/** A load among those of its target that are measured one after the other; the last one stays. */
export interface LoadCount {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** An event of a run under way. */
export type Progress =
  | ({ readonly type: "loading"; readonly target: string; readonly cache: LoadEntry["cache"] } & LoadCount)
  | ({ readonly type: "loaded"; readonly load: LoadEntry } & LoadCount)
  /** An untimed request begins; there may be fewer than `most`. */
  | { readonly type: "warm-up"; readonly target: string; readonly number: number; readonly most: number }
  | {
      readonly type: "request";
      readonly cell: Cell;
      readonly rounds: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "delta"; readonly cell: Cell; readonly tokens: number; readonly ms: number }
  | { readonly type: "sample"; readonly sample: Sample; readonly done: number; readonly total: number }
  /** The run was looked at, to end it once it is decided. */
  | { readonly type: "look"; readonly look: LookEntry }
  | { readonly type: "failure"; readonly target: string; readonly error: ErrorRecord };
