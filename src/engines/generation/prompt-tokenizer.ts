import type { Token, Vocabulary } from "./vocabulary.ts";

/** Tokenises a rendered prompt so that special tokens come from the template only. */
export interface PromptTokenizer {
  /** Breaks every special token that a text in `value`, at any depth, spells out; with a mark that none of them holds. */
  mask<T>(value: T): { readonly value: T; readonly mark?: string | undefined };
  tokenize(rendered: string, mark?: string): Token[];
}

/**
 * Creates the tokenizer of a model's prompts.
 *
 * Without a mark the text is tokenised as a whole. With one, it is cut at the template's special tokens, the marks are
 * taken out of the pieces between, and these are tokenised as plain text: what the model's own tokenizer would do
 * if the message's special tokens were none.
 */
export function createPromptTokenizer(vocabulary: Vocabulary): PromptTokenizer {
  const special = new Map<Token, boolean>();

  function isSpecial(token: Token): boolean {
    let known = special.get(token);
    if (known === undefined) {
      known = vocabulary.isControl(token) || vocabulary.isEndOfGeneration(token);
      special.set(token, known);
    }
    return known;
  }

  /** Splits text into special tokens and the plain text between them. */
  function split(text: string): (Token | string)[] {
    const parts: (Token | string)[] = [];
    let start = 0;
    for (const token of vocabulary.tokenize(text, true).filter(isSpecial)) {
      const spelled = vocabulary.detokenize([token], true);
      const at = text.indexOf(spelled, start);
      if (spelled === "" || at < 0) continue;
      if (at > start) parts.push(text.slice(start, at));
      parts.push(token);
      start = at + spelled.length;
    }
    if (start < text.length) parts.push(text.slice(start));
    return parts;
  }

  function breakSpecials(text: string, mark: string): string {
    let masked = text;
    // Again and again, since taking one apart may leave another that begins inside it.
    for (let parts = split(masked); parts.some((part) => typeof part !== "string"); parts = split(masked))
      masked = parts.map((part) => (typeof part === "string" ? part : spell(part, mark))).join("");
    return masked;
  }

  function spell(token: Token, mark: string): string {
    const spelled = vocabulary.detokenize([token], true);
    return spelled.slice(0, 1) + mark + spelled.slice(1);
  }

  function withBos(tokens: Token[]): Token[] {
    const { bos, addsBos } = vocabulary;
    return addsBos && bos !== undefined && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  }

  return {
    mask(value) {
      const texts: string[] = [];
      mapTexts(value, (text) => {
        texts.push(text);
        return text;
      });
      if (!texts.some((text) => vocabulary.tokenize(text, true).some(isSpecial))) return { value };
      const mark = findMark(texts);
      return { value: mapTexts(value, (text) => breakSpecials(text, mark)), mark };
    },
    tokenize(rendered, mark) {
      if (mark === undefined) return withBos(vocabulary.tokenize(rendered, true));
      const tokens = split(rendered).flatMap((part) =>
        typeof part === "string" ? vocabulary.tokenize(part.replaceAll(mark, ""), false) : [part],
      );
      return withBos(tokens);
    },
  };
}

/** The same value with other texts, names of properties included. */
function mapTexts<T>(value: T, change: (text: string) => string): T;
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), mapTexts(one, change)]));
}

/** A character of Unicode's private use area that no text holds. */
function findMark(texts: readonly string[]): string {
  for (let code = 0xe000; ; code++) {
    const mark = String.fromCharCode(code);
    if (!texts.some((text) => text.includes(mark))) return mark;
  }
}
