import { AssayError } from "../core/errors.ts";
import { JinjaError } from "../jinja/jinja-error.ts";
import { endSentence } from "../lib/end-sentence.ts";

/** The error of every chat with a model whose chat template cannot be used. */
export function unusableTemplate(cause: unknown): AssayError {
  return new AssayError({
    code: "unsupported",
    message: endSentence(`The chat template in the model's file cannot be used: ${reasonOf(cause)}`),
    hint: "The fault lies in the file's template, not in your messages. Name another one (a file, or chatml), or let the model continue a plain text.",
    cause,
  });
}

/** The error of a conversation that a template refuses. */
export function refusedConversation(cause: unknown): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: endSentence(`The model's chat template does not accept these messages: ${reasonOf(cause)}`),
    hint: "Most templates want an optional system message, then user and assistant in turn, ending with a user message.",
    cause,
  });
}

/** The error of every chat with a model whose file brings no chat template. */
export function missingTemplate(): AssayError {
  return new AssayError({
    code: "unsupported",
    message: "The file of the model brings no chat template: it is a base model, which continues texts.",
    hint: 'Let it continue a plain text, use its instruction-tuned variant, or name the template that it was trained with in its entry of models.json, such as "template": "chatml".',
  });
}

function reasonOf(cause: unknown): string {
  if (cause instanceof JinjaError || cause instanceof Error) return cause.message;
  return String(cause);
}
