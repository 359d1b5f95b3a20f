import type { FinishReason } from "../../core/chat-event.ts";
import type { Facet } from "../../core/prompt.ts";
import { type FacetMatch, matchPhrases, readFacet, toPassages } from "./match-facet.ts";

/** Score of one answer: the expected facets that it holds. */
export interface AnswerScore {
  readonly found: number;
  readonly total: number;
  /** `found / total`, 0 to 1; absent when nothing is expected. */
  readonly ratio?: number | undefined;
  /** In the order of the expected facets. */
  readonly facets: readonly (FacetMatch & { readonly facet: Facet })[];
  /** `capped`: the answer ended at the token limit; `empty`: it holds only white space. */
  readonly flags: readonly ("capped" | "empty")[];
}

/**
 * Scores an answer against the facets that are expected of it. Flags explain a score and never change it.
 *
 * @throws AssayError `invalid-input` when a facet is an empty list or a phrase has no letter or digit
 */
export function scoreAnswer(
  facets: readonly Facet[],
  answer: string,
  options: { readonly finishReason?: FinishReason | undefined } = {},
): AnswerScore {
  const passages = toPassages(answer);
  const read = facets.map((facet) => ({ facet, ...readFacet(facet) }));
  const matches = read.map(({ facet, ...phrases }) => ({
    facet,
    ...matchPhrases(
      phrases,
      passages,
      read.filter((other) => other.facet !== facet),
    ),
  }));
  const found = matches.filter((match) => match.found).length;
  return {
    found,
    total: facets.length,
    ratio: facets.length === 0 ? undefined : found / facets.length,
    facets: matches,
    flags: [
      ...(options.finishReason === "length" ? (["capped"] as const) : []),
      ...(answer.trim() === "" ? (["empty"] as const) : []),
    ],
  };
}
