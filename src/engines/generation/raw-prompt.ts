import type { RawPrompt } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Token, Vocabulary } from "./vocabulary.ts";

/** Turns the beginning of a plain completion into tokens. */
export type RawPromptEncoder = (prompt: RawPrompt) => Token[];

/**
 * Creates the encoder of a model's plain completions.
 *
 * No template is applied. Special tokens that the text spells out count as such, since whoever completes text raw may
 * have applied a template already; tokens are taken as they are.
 */
export function createRawPromptEncoder(vocabulary: Vocabulary): RawPromptEncoder {
  const { bos, eos, size } = vocabulary;
  const begin = vocabulary.addsBos && bos !== undefined ? [bos] : [];

  return ({ text, suffix }) => {
    if (typeof text !== "string") {
      const strange = text.find((token) => token >= size);
      if (strange !== undefined || text.length === 0) throw noTokens(size, strange);
      return [...text];
    }
    if (suffix !== undefined) return [...begin, ...fillGap(vocabulary, text, suffix)];
    const tokens = vocabulary.tokenize(text, true);
    const [first] = begin;
    const prompt = first === undefined || tokens[0] === first ? tokens : [first, ...tokens];
    // Something must be computed for a first token to follow.
    return prompt.length > 0 ? prompt : [bos ?? eos ?? 0];
  };
}

/** The order that llama.cpp's server writes too: what comes before, what comes after, then the gap. */
function fillGap({ infill, tokenize }: Vocabulary, before: string, after: string): Token[] {
  if (infill === undefined) return [];
  return [infill.prefix, ...tokenize(before), infill.suffix, ...tokenize(after), infill.middle];
}

function noTokens(size: number, strange: number | undefined): AssayError {
  return new AssayError({
    code: "invalid-input",
    message:
      strange === undefined
        ? "prompt.text must hold at least one token."
        : `prompt.text must be tokens of the model, from 0 to ${size - 1}, not ${strange}.`,
    hint: "Send the text itself, or the tokens that this very model's tokenizer makes of it.",
  });
}
