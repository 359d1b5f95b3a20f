import type { FinishReason } from "../../core/chat-event.ts";
import type { Facet } from "../../core/prompt.ts";
import { type FacetMatch, matchPassages } from "./match-facet.ts";
import type { Closeness } from "./match-meaning.ts";
import { readFacet } from "./read-facet.ts";
import { readPassages } from "./read-passages.ts";

/** Score of one answer: the expected facets that it states, and the traps (`not`) that it keeps out of. */
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
 * No more traps score than facts are found: an answer that says little falls into few.
 *
 * @throws AssayError `invalid-input` when a facet is an empty list or a phrase has no letter or digit
 */
export function scoreAnswer(
  facets: readonly Facet[],
  answer: string,
  options: { readonly finishReason?: FinishReason | undefined; readonly closeness?: Closeness | undefined } = {},
): AnswerScore {
  const passages = readPassages(answer);
  const read = facets.map(readFacet);
  const stated = read.map((facet) =>
    matchPassages(facet, passages, {
      others: read.filter((other) => other !== facet),
      closeness: options.closeness,
    }),
  );
  const facts = stated.filter(({ found }, index) => found && read[index]?.isTrap === false).length;
  const saysSomething = read.every(({ isTrap }) => isTrap) && answer.trim() !== "";
  let credit = saysSomething ? read.length : facts;
  const matches = facets.map((facet, index) => {
    const match = stated[index] ?? { found: false, phrases: [] };
    if (read[index]?.isTrap !== true) return { facet, ...match };
    return { facet, ...match, found: !match.found && credit-- > 0 };
  });
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
