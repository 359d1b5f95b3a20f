import type { ErrorRecord } from "../core/errors.ts";
import type { LoadEntry } from "../core/run.ts";
import type { Sample } from "../core/sample.ts";
import type { Cell } from "./schedule.ts";

/** An event of a run under way. */
export type Progress =
  | { readonly type: "loading"; readonly target: string; readonly cache: LoadEntry["cache"] }
  | { readonly type: "loaded"; readonly load: LoadEntry }
  | {
      readonly type: "request";
      readonly cell: Cell;
      readonly rounds: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "delta"; readonly cell: Cell; readonly tokens: number; readonly ms: number }
  | { readonly type: "sample"; readonly sample: Sample; readonly done: number; readonly total: number }
  | { readonly type: "failure"; readonly target: string; readonly error: ErrorRecord };
