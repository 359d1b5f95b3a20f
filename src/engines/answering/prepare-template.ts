import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import type { ChatTemplate } from "../../dialect/chat-template.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import type { Vocabulary } from "../generation/vocabulary.ts";
import { createPromptEncoder, type PromptEncoder, readChatTemplate } from "./chat-template.ts";

export interface TemplateOptions {
  readonly vocabulary: Vocabulary;
  /** Source of the chat template; absent where there is none. */
  readonly template: string | undefined;
  readonly templateVariables: Readonly<Record<string, unknown>> | undefined;
}

/** Without a template that can be used the model still loads: it continues texts, and says why it cannot chat. */
export function prepareTemplate({ vocabulary, ...options }: TemplateOptions): {
  readonly template?: ChatTemplate;
  readonly encode: PromptEncoder;
  readonly warnings: readonly Warning[];
} {
  try {
    const template = readChatTemplate(vocabulary, options.template, options.templateVariables);
    return { template, encode: createPromptEncoder({ vocabulary, template }), warnings: [] };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const message = `${endSentence(error.message)} ${error.hint}`;
    return {
      encode() {
        throw error;
      },
      warnings: [{ code: "notice", message }],
    };
  }
}
