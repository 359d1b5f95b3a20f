import type { Sample } from "../../core/sample.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Cell } from "../schedule.ts";

/** How the requests to a target follow one another: one at a time, several at once, or at a rate. */
export interface LoadMode {
  /** The least that a target does before another takes its turn: one request, or a whole round where several are under way at once. */
  readonly turn: "request" | "round";
  /**
   * Makes the requests of one turn, all to one loaded target.
   *
   * It begins none once `over` has aborted, and settles only when all that it began have settled.
   */
  run(cells: readonly Cell[], driver: LoadDriver): Promise<void>;
}

/** The means by which a load mode makes requests. */
export interface LoadDriver {
  /**
   * Makes one request and records it; calls may overlap. A request that fails is a sample too.
   *
   * @throws AssayError `aborted` when the run was stopped, `storage-failed`
   */
  measure(cell: Cell, options?: MeasureOptions): Promise<Sample>;
  /** Aborts when no further request is to begin: the run was stopped, or the target given up. */
  readonly over: AbortSignal;
  readonly clock: Clock;
}

export interface MeasureOptions {
  /** When the schedule wanted the request to begin; default: when `measure()` was called. */
  readonly intendedMs?: number | undefined;
}
