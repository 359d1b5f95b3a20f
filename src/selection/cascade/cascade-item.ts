/** What one model's recorded answer to a prompt was worth, and what it took. */
export interface Outcome {
  /** 0 to 1. */
  readonly quality: number;
  /** End to end, in ms; the mean over the rounds. */
  readonly latencyMs: number;
  /** In the currency of the run; absent where no price is known. */
  readonly cost?: number | undefined;
}

/** One prompt that both models have answered. */
export interface CascadeItem {
  readonly prompt: string;
  readonly small: Outcome;
  readonly large: Outcome;
  /** What the answer of the small model shows, by the name of the signal; absent where it does not tell. */
  readonly signals: Readonly<Record<string, number>>;
}

/** A signal and the end of it that speaks of a doubtful answer. */
export interface CandidateSignal {
  readonly name: string;
  readonly doubtful: "low" | "high";
}

/** Escalates the answers whose signal lies beyond the threshold on its doubtful side; one without the signal stays. */
export interface Policy extends CandidateSignal {
  readonly threshold: number;
}

/** The signal as a doubt: higher is more doubtful. An answer that does not tell it is never doubtful. */
export function doubtOf({ signals }: CascadeItem, { name, doubtful }: CandidateSignal): number {
  const value = signals[name];
  if (value === undefined) return Number.NEGATIVE_INFINITY;
  return doubtful === "high" ? value : 0 - value;
}

export function escalates(item: CascadeItem, policy: Policy): boolean {
  return doubtOf(item, policy) > (policy.doubtful === "high" ? policy.threshold : 0 - policy.threshold);
}
