import type { Token } from "./vocabulary.ts";

/** How far one answer has come in its grammar. */
export interface GrammarState {
  allows(token: Token): boolean;
  /** Of these tokens, those that may follow. */
  filter(tokens: ArrayLike<Token>): Token[];
  /** Goes on by a token that is allowed and does not end the answer. */
  accept(token: Token): void;
  free(): void;
}
