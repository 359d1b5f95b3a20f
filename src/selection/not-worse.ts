/** The smallest target that is shown to be not worse than another by more than a margin of quality. */
export interface NotWorse {
  readonly reference: string;
  /** In points of 1. */
  readonly margin: number;
  /** Of every test, one-sided, and of all of them together. */
  readonly level: number;
  /** The smallest that is shown to be not worse; absent where none is. */
  readonly smallest?: string | undefined;
  /** Whatever is smaller than the reference, the largest first. */
  readonly candidates: readonly NotWorseCandidate[];
  /** As many prompts as show it for answers that do not differ at all. */
  readonly leastPrompts: number;
}

export interface NotWorseCandidate {
  readonly target: string;
  readonly sizeBytes: number;
  /** `not-shown`: neither, or not tested since a larger one is not shown. */
  readonly result: "not-worse" | "worse" | "not-shown";
  /** Why it is not shown, a clause. */
  readonly because?: string | undefined;
  /** Quality of the candidate less that of the reference, in points of 1, with the loss that is excluded. */
  readonly difference?: { readonly value: number; readonly lossBelow: number; readonly n: number } | undefined;
  /** About as many prompts as would show it, should the difference stay as it is. */
  readonly promptsNeeded?: number | undefined;
  /** Prompts that both answered to the letter alike, of all that both answered. */
  readonly answers?: { readonly same: number; readonly of: number } | undefined;
  /** How far both score the same text alike, where that was measured. */
  readonly tokens?: TokenAgreement | undefined;
}

/** Scores of the reference's answers by both models. */
export interface TokenAgreement {
  readonly tokens: number;
  /** Share of the tokens for which both hold the same one likeliest, 0 to 1. */
  readonly sameLikeliest: number;
  /** Kullback-Leibler divergence of the candidate from the reference in nats, mean over the tokens; a lower bound. */
  readonly divergence: number;
}
