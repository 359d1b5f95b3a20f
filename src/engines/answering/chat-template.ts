import type { Warning } from "../../core/warning.ts";
import type { AnswerReaderOptions } from "../../dialect/answer-reader-options.ts";
import { type ChatTemplate, type Conversation, createChatTemplate } from "../../dialect/chat-template.ts";
import { missingTemplate } from "../../dialect/template-errors.ts";
import { createPromptTokenizer, type PromptTokenizer } from "../generation/prompt-tokenizer.ts";
import type { Token, Vocabulary } from "../generation/vocabulary.ts";

export interface PromptInput extends Conversation {
  /** Ends a reasoning that the template itself begins, for answers that must not begin with one. */
  readonly skipThinking?: boolean | undefined;
}

export interface EncodedPrompt {
  readonly text: string;
  readonly tokens: Token[];
  readonly warnings: readonly Warning[];
  /** How the answer is to be read, as far as the prompt says. */
  readonly reading: Pick<AnswerReaderOptions, "form" | "thinking" | "begun">;
}

/** Turns a conversation into the tokens that the model was trained on. */
export type PromptEncoder = (input: PromptInput) => EncodedPrompt;

export interface PromptEncoderOptions {
  readonly vocabulary: Vocabulary;
  readonly template: ChatTemplate;
}

/**
 * Creates an encoder of conversations.
 *
 * The rendered text is tokenised as one piece with its special tokens, as the model's training did. Special tokens
 * that a message or a tool spells out are masked first, so that a user cannot end the turn or speak as the system.
 */
export function createPromptEncoder({ vocabulary, template }: PromptEncoderOptions): PromptEncoder {
  const tokenizer = createPromptTokenizer(vocabulary);
  return ({ skipThinking = false, ...conversation }) => {
    const { text, warnings, mark } = renderMasked(template, conversation, tokenizer);
    const { continued, ...reading } = template.readingOf(text, { skipThinking });
    const shown = mark === undefined ? continued : continued.replaceAll(mark, "");
    return { text: shown, tokens: tokenizer.tokenize(continued, mark), warnings, reading };
  };
}

function renderMasked(template: ChatTemplate, conversation: Conversation, tokenizer: PromptTokenizer) {
  let mark: string | undefined;
  const rendered = template.render(conversation, (texts) => {
    const masked = tokenizer.mask(texts);
    mark = masked.mark;
    return masked.value;
  });
  return { ...rendered, mark };
}

/**
 * Reads the template of a model.
 *
 * @throws AssayError `unsupported` where there is none, or none that can be used: the model can still continue texts
 */
export function readChatTemplate(
  vocabulary: Vocabulary,
  source: string | undefined,
  variables?: Readonly<Record<string, unknown>>,
): ChatTemplate {
  if (source === undefined) throw missingTemplate();
  return createChatTemplate({
    source,
    variables,
    bosText: spell(vocabulary, vocabulary.bos),
    eosText: spell(vocabulary, vocabulary.eos),
    thinks: vocabulary.tokenize("<think>", true).length === 1,
  });
}

function spell(vocabulary: Vocabulary, token: Token | undefined): string {
  return token === undefined ? "" : vocabulary.detokenize([token], true);
}
