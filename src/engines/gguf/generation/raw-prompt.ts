import type { LlamaModel, Token } from "node-llama-cpp";
import type { RawPrompt } from "../../../core/chat-model.ts";
import { AssayError } from "../../../core/errors.ts";

/** Turns the beginning of a plain completion into tokens. */
export type RawPromptEncoder = (prompt: RawPrompt) => Token[];

/**
 * Creates the encoder of a model's plain completions.
 *
 * No template is applied. Special tokens that the text spells out count as such, since whoever completes text raw may
 * have applied a template already; tokens are taken as they are.
 */
export function createRawPromptEncoder(model: LlamaModel): RawPromptEncoder {
  const size = countTokens(model);

  function begin(): Token[] {
    const { bos, shouldPrependBosToken } = model.tokens;
    return shouldPrependBosToken && bos !== null ? [bos] : [];
  }

  return ({ text, suffix }) => {
    if (typeof text !== "string") {
      const strange = text.find((token) => token >= size);
      if (strange !== undefined || text.length === 0) throw noTokens(size, strange);
      return [...text] as Token[];
    }
    if (suffix !== undefined) return [...begin(), ...fillGap(model, text, suffix)];
    const tokens = model.tokenize(text, true);
    const [first] = begin();
    const prompt = first === undefined || tokens[0] === first ? tokens : [first, ...tokens];
    if (prompt.length > 0) return prompt;
    // Something must be computed for a first token to follow.
    const { bos, eos } = model.tokens;
    return [bos ?? eos ?? (0 as Token)];
  };
}

/** Whether a file knows the three tokens of a gap to fill. */
export function canFillGaps(model: LlamaModel): boolean {
  const { prefix, suffix, middle } = model.tokens.infill;
  return prefix !== null && suffix !== null && middle !== null;
}

/** The order that llama.cpp's server writes too: what comes before, what comes after, then the gap. */
function fillGap(model: LlamaModel, before: string, after: string): Token[] {
  const { prefix, suffix, middle } = model.tokens.infill;
  if (prefix === null || suffix === null || middle === null) return [];
  return [prefix, ...model.tokenize(before), suffix, ...model.tokenize(after), middle];
}

/** Infinite where the file does not list its tokens. */
function countTokens(model: LlamaModel): number {
  const tokens: unknown = model.fileInfo.metadata.tokenizer?.ggml?.tokens;
  return Array.isArray(tokens) ? tokens.length : Number.POSITIVE_INFINITY;
}

function noTokens(size: number, strange: number | undefined): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `Cannot answer the request as prompt.text must be tokens of the model, from 0 to ${size - 1}: ${strange ?? "there are none"}`,
    hint: "Send the text itself, or the tokens that this very model's tokenizer makes of it.",
  });
}
