/** Part of a model that turns tokens into text. */
export interface TokenText<Token> {
  detokenize(tokens: readonly Token[]): string;
  /** True when a token's text never depends on the one before it; default false. */
  readonly contextFree?: boolean | undefined;
}

/** Turns tokens that come one at a time into whole characters. */
export interface Detokenizer<Token> {
  /** The text that this token completes; empty while a character is only partly there. */
  push(token: Token): string;
}

/** A character has at most four bytes, so what is still broken after that many tokens stays broken. */
const longestCharacterTokens = 4;

/**
 * Creates a detokenizer for one answer.
 *
 * A token may hold half a character, and its text may depend on the token before it (leading spaces). So each
 * token is read together with the tokens of the last piece of text, whose own text is then cut off.
 *
 * @param before the end of the text that the answer continues; absent where the answer begins a text of its own
 */
export function createDetokenizer<Token>(model: TokenText<Token>, before: readonly Token[] = []): Detokenizer<Token> {
  let known: Token[] = model.contextFree ? [] : [...before];
  let knownText = model.detokenize(known);
  let waiting: Token[] = [];

  return {
    push(token) {
      waiting.push(token);
      const text = model.detokenize(known.length === 0 ? waiting : known.concat(waiting));
      if (text.endsWith("\uFFFD") && waiting.length < longestCharacterTokens) return "";
      const fresh = text.slice(knownText.length);
      // A token without text (a special one) must stay joined to the next: alone it would lose the next one's space.
      if (fresh === "" && !model.contextFree) return "";
      if (!model.contextFree) {
        known = waiting;
        knownText = model.detokenize(known);
      }
      waiting = [];
      return fresh;
    },
  };
}
