import type { Token, Vocabulary } from "../llama/vocabulary.ts";
import { callMarkers, thinkingMarks } from "../tools/call-markers.ts";
import type { TokenText } from "./detokenizer.ts";

/** Two ways to read a model's tokens. */
export interface TokenTexts {
  readonly plain: TokenText<Token>;
  /** Spells out the marks of calls and reasoning; where they are control tokens, the plain text leaves them out. */
  readonly marked: TokenText<Token>;
}

export function createTokenTexts(vocabulary: Vocabulary): TokenTexts {
  const contextFree = cleansSpaces(vocabulary);
  const plain: TokenText<Token> = { contextFree, detokenize: (tokens) => vocabulary.detokenize(tokens) };
  const marks = findControlMarks(vocabulary);
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

function findControlMarks(vocabulary: Vocabulary): ReadonlyMap<Token, string> {
  const marks = new Map<Token, string>();
  for (const { open, close = "" } of [thinkingMarks, ...callMarkers])
    for (const text of [open, close]) {
      const [token, ...others] = vocabulary.tokenize(text, true);
      if (token !== undefined && others.length === 0 && vocabulary.detokenize([token]) === "") marks.set(token, text);
    }
  return marks;
}
