import { AssayError } from "./errors.ts";

/**
 * The error of a prompt that leaves no room for an answer. Programs shorten their history on the words that OpenAI
 * has for it, so these are its words.
 *
 * @param found what the prompt has, such as "1112 tokens"
 * @param hint what to do besides; default: shorten the prompt or ask for a longer context
 */
export function contextExceeded(
  contextTokens: number,
  found: string,
  hint = "Shorten the prompt, or load the model with a longer context.",
): AssayError {
  return new AssayError({
    code: "context-exceeded",
    message: `This model's maximum context length is ${contextTokens} tokens. However, your messages resulted in ${found}`,
    hint,
  });
}
