import type { Device } from "./engine.ts";

/**
 * Something that counts the energy which a part of this machine takes. It counts for the whole machine: whatever else runs
 * counts with it. Only differences between two of its counts mean something.
 */
export interface EnergyCounter extends AsyncDisposable {
  /** Stands in reports, such as `processor and memory (RAPL)`. */
  readonly name: string;
  /** What it counts: a model on another device takes energy that it does not see. */
  readonly devices: readonly Device[];
  /** Reads it. One that is sampled waits for its next sample, so that what came before is counted. Never throws. */
  read(): Promise<EnergyCount>;
}

/** All sums since the counter was opened. */
export interface EnergyCount {
  readonly joules: number;
  /** Time for which the energy is known. It grows no further once the counter cannot be read any more. */
  readonly coveredMs: number;
  /** Time up to which it counts, on the clock that the counter was opened with. */
  readonly atMs: number;
}

/** The counters that could be opened, and why others that are there could not. */
export interface EnergyCounters extends AsyncDisposable {
  readonly counters: readonly EnergyCounter[];
  readonly problems: readonly EnergyProblem[];
}

export interface EnergyProblem {
  /** A sentence. */
  readonly message: string;
  /** How to change it. */
  readonly hint: string;
}
