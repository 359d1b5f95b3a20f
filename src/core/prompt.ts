import type { Check } from "./check.ts";

/** Words of a facet, or several ways to say them of which one is enough. */
export type FacetPhrase = string | { readonly any: readonly string[] };

/** A fact in any words: a sentence that a passage of the answer must come close to in meaning. */
export interface Meaning {
  readonly means: string;
}

/** A fact: a phrase, phrases that must be said of each other with the owner first, or a meaning. */
export type Fact = string | readonly FacetPhrase[] | Meaning;

/** A fact that an answer must state, several of which one is enough, or (`not`) one that it must not state. */
export type Facet =
  | Fact
  | { readonly any: readonly Fact[] }
  | { readonly not: Fact | { readonly any: readonly Fact[] } };

/** One prompt of a prompt set, with everything that is asked of an answer to it. */
export interface Prompt {
  /** Unique within its set. */
  readonly id: string;
  readonly prompt: string;
  readonly system?: string | undefined;
  /** Kind of work, such as `summary`; results are also shown per task. */
  readonly task?: string | undefined;
  readonly facets?: readonly Facet[] | undefined;
  /** Rules of form and wording; facts are facets. */
  readonly checks?: readonly Check[] | undefined;
  /** A good answer, for people and judges. */
  readonly reference?: string | undefined;
  readonly maxTokens?: number | undefined;
}

export interface PromptSet {
  readonly name: string;
  /** Name of the built-in set, or absolute path of the file. Absent when the prompts were given as text. */
  readonly source?: string | undefined;
  readonly prompts: readonly Prompt[];
}
