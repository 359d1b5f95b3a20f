import { AnswerInput, type Step } from "./answer-input.ts";
import type { AnswerPart } from "./answer-part.ts";
import type { AnswerReaderOptions } from "./answer-reader-options.ts";
import { readChannels } from "./read-channels.ts";
import { readPlainAnswer } from "./read-plain-answer.ts";

/** Takes an answer apart while it is written. Of a call nothing comes as text, so what may begin one is held back. */
export interface AnswerReader {
  /** Tokens from the opening to the closing mark of the reasoning. */
  readonly reasoningTokens: number;
  /** Takes the text of one more token; empty while a character is only partly there. */
  push(text: string): readonly AnswerPart[];
  /** Flushes the held-back text when the answer ends; `cut`: it ended before the model did. */
  flush(options?: { readonly cut?: boolean | undefined }): readonly AnswerPart[];
}

/** Creates the reader of one answer; the pieces in which the answer comes make no difference to what is read. */
export function createAnswerReader(options: AnswerReaderOptions): AnswerReader {
  const input = new AnswerInput(options.begun);
  const steps: Step =
    options.form.layout === "channels" ? readChannels(input, options) : readPlainAnswer(input, options);
  let reasoningTokens = 0;
  steps.next();

  return {
    get reasoningTokens() {
      return reasoningTokens;
    },
    push(text) {
      const wasReasoning = input.reasoning;
      input.push(text);
      steps.next();
      const parts = input.takeParts();
      if (wasReasoning || input.reasoning || parts.some(({ type }) => type === "reasoning")) reasoningTokens++;
      return parts;
    },
    flush({ cut = false } = {}) {
      input.cut = cut;
      input.ended = true;
      steps.next();
      return input.takeParts();
    },
  };
}
