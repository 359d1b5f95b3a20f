/** What makes an answer acceptable: all that is stated here, as far as its prompt has it. */
export interface AcceptableRule {
  /** Least share of the prompt's facets, above 0 and up to 1. */
  readonly facets?: number | undefined;
  /** Least share of the prompt's checks, likewise. */
  readonly checks?: number | undefined;
  /** Least score by criterion, 1 to 5, by people or else by a judge that is fit. */
  readonly rubric?: Readonly<Record<string, number>> | undefined;
  /** `assay`: nobody stated any. */
  readonly setBy: "user" | "assay";
}
