/** A number with its interval. */
export interface Estimate {
  readonly value: number;
  /** Interval at `level`; absent when there is too little evidence for one, and then `needs` says how much it takes. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly level: number;
  /** The units that were resampled or ordered: `prompts` for means over several prompts, else `requests`. */
  readonly n: number;
  readonly of: "prompts" | "requests";
  readonly needs?: number | undefined;
}
