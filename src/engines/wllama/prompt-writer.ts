import type { ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import type { AnswerReaderOptions } from "../../dialect/answer-reader-options.ts";
import type { ChatTemplate } from "../../dialect/chat-template.ts";
import type { GgufTokens } from "../../formats/gguf/header/gguf-header.ts";

export interface WrittenPrompt {
  readonly text: string;
  readonly warnings: readonly Warning[];
  /** How the answer is to be read; absent for the continuation of a text. */
  readonly reading: Pick<AnswerReaderOptions, "form" | "thinking" | "begun"> | undefined;
}

export type PromptWriter = (request: ChatRequest, options: { readonly skipThinking: boolean }) => WrittenPrompt;

/** `llama_token_type` of control tokens. */
const CONTROL = 3;
/** Takes no room and breaks a word. */
const WORD_JOINER = "\u2060";

const spelledOut: Warning = {
  code: "notice",
  message:
    "A message spells out a control token of the model: an invisible character was put into it, so that it stays text.",
};

export interface PromptWriterOptions {
  readonly tokens: GgufTokens;
  /** Without a template only texts can be continued. */
  readonly template: ChatTemplate | undefined;
  /** Says why there is none. */
  readonly templateError: AssayError | undefined;
  /** Text of the token that the library puts before every prompt by itself; absent where it puts none. */
  readonly addedBos: string | undefined;
}

/**
 * Creates the writer of a model's prompts.
 *
 * wllama takes texts, never tokens, and reads every control token that a text spells out: one that a message holds is
 * broken, so that a user cannot end the turn or speak as the system.
 */
export function createPromptWriter({
  tokens,
  template,
  templateError,
  addedBos = "",
}: PromptWriterOptions): PromptWriter {
  const control = tokens.texts.filter((text, token) => tokens.types[token] === CONTROL && text.length > 1);
  const pattern = control.length === 0 ? undefined : new RegExp(control.map(escapePattern).join("|"), "g");
  const withoutBos = (text: string) =>
    addedBos !== "" && text.startsWith(addedBos) ? text.slice(addedBos.length) : text;

  const mask = (text: string) => (pattern === undefined ? text : breakAll(text, pattern));

  return (request, options) => {
    if (request.prompt !== undefined)
      return { text: withoutBos(requireText(request.prompt.text)), warnings: [], reading: undefined };
    if (template === undefined) throw templateError ?? new Error("there is neither a template nor a reason");
    let changed = false;
    const { text, warnings } = template.render(request, (texts) => {
      const masked = texts.map(mask);
      changed ||= masked.some((text, index) => text !== texts[index]);
      return masked;
    });
    const { continued, ...reading } = template.readingOf(text, options);
    return { text: withoutBos(continued), warnings: changed ? [...warnings, spelledOut] : warnings, reading };
  };
}

/** Again and again, since taking one apart may leave another that begins inside it. */
function breakAll(text: string, pattern: RegExp): string {
  let broken = text;
  while (broken.search(pattern) >= 0)
    broken = broken.replace(pattern, (found) => `${found.slice(0, 1)}${WORD_JOINER}${found.slice(1)}`);
  return broken;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function requireText(text: string | readonly number[]): string {
  if (typeof text === "string") return text;
  throw new AssayError({
    code: "unsupported",
    message: "A GGUF model in the page takes a text to continue, not tokens.",
    hint: "Send the text itself.",
  });
}
