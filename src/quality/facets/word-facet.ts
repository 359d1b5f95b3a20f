import type { Facet, FacetPhrase, Fact } from "../../core/prompt.ts";

/** Writes a facet in one line for people: the phrases of a list joined by " + ", alternatives by " / ". */
export function wordFacet(facet: Facet): string {
  if (typeof facet === "string") return facet;
  if ("not" in facet) return `not: ${wordFacet(facet.not)}`;
  if ("any" in facet) return facet.any.map(wordFacet).join(" or ");
  return wordFact(facet);
}

function wordFact(fact: Fact): string {
  if (typeof fact === "object" && "means" in fact) return `means: ${fact.means}`;
  return typeof fact === "string" ? fact : fact.map(wordPhrase).join(" + ");
}

function wordPhrase(phrase: FacetPhrase): string {
  return typeof phrase === "string" ? phrase : phrase.any.join(" / ");
}
