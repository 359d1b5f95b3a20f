import type { TokenText } from "./detokenizer.ts";
import type { Token, Vocabulary } from "./vocabulary.ts";

/** Two ways to read a model's tokens. */
export interface TokenTexts {
  readonly plain: TokenText<Token>;
  /** Spells out the marks of calls and reasoning; where they are control tokens, the plain text leaves them out. */
  readonly marked: TokenText<Token>;
}

export function createTokenTexts(vocabulary: Vocabulary, markTexts: readonly string[]): TokenTexts {
  const contextFree = cleansSpaces(vocabulary);
  const plain: TokenText<Token> = { contextFree, detokenize: (tokens) => vocabulary.detokenize(tokens) };
  const marks = findControlMarks(vocabulary, markTexts);
  if (marks.size === 0) return { plain, marked: plain };

  function detokenize(tokens: readonly Token[]): string {
    let text = "";
    let between: Token[] = [];
    for (const token of tokens) {
      const mark = marks.get(token);
      if (mark === undefined) between.push(token);
      else {
        text += plain.detokenize(between) + mark;
        between = [];
      }
    }
    return text + plain.detokenize(between);
  }

  return { plain, marked: { contextFree, detokenize } };
}

/**
 * Whether llama.cpp takes the space out of " ," and the like when it reads tokens together, as it does for older byte
 * pair vocabularies: JSON would lose characters of its texts. The tokens of such vocabularies read the same alone.
 */
function cleansSpaces(vocabulary: Vocabulary): boolean {
  const apart = [...vocabulary.tokenize("x "), ...vocabulary.tokenize(",")];
  return vocabulary.detokenize(apart) === "x,";
}

/** The control tokens that marks are made of: a mark may be one, or hold several. */
function findControlMarks(vocabulary: Vocabulary, texts: readonly string[]): ReadonlyMap<Token, string> {
  const marks = new Map<Token, string>();
  for (const token of texts.flatMap((text) => vocabulary.tokenize(text, true)))
    if (vocabulary.detokenize([token]) === "") marks.set(token, vocabulary.detokenize([token], true));
  return marks;
}
