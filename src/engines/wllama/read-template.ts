import type { LoadOptions } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { type ChatTemplate, createChatTemplate } from "../../dialect/chat-template.ts";
import { isTemplateText, namedTemplates } from "../../dialect/named-templates.ts";
import { missingTemplate } from "../../dialect/template-errors.ts";
import type { GgufHeader } from "../../formats/gguf/header/gguf-header.ts";
import { endSentence } from "../../lib/end-sentence.ts";

export interface ReadTemplate {
  readonly template: ChatTemplate | undefined;
  /** Why there is none: the model still continues texts. */
  readonly error: AssayError | undefined;
  readonly warnings: readonly Warning[];
  readonly bosText: string;
}

/** Reads the template that was asked for, else the file's own. */
export function readTemplate(
  header: GgufHeader,
  { chatTemplate, templateVariables }: Pick<LoadOptions, "chatTemplate" | "templateVariables">,
): ReadTemplate {
  const { metadata, tokens = { texts: [], types: [] } } = header;
  const spell = (key: string) => tokens.texts[Number(metadata.get(`tokenizer.ggml.${key}_token_id`) ?? -1)] ?? "";
  const bosText = spell("bos");
  try {
    const source = chooseText(metadata.get("tokenizer.chat_template"), chatTemplate);
    const template = createChatTemplate({
      source,
      variables: templateVariables,
      bosText,
      eosText: spell("eos"),
      thinks: tokens.texts.includes("<think>"),
    });
    return { template, error: undefined, warnings: [], bosText };
  } catch (error) {
    if (!(error instanceof AssayError) || error.code === "invalid-input") throw error;
    const message = `${endSentence(error.message)} ${error.hint}`;
    return { template: undefined, error, warnings: [{ code: "notice", message }], bosText };
  }
}

function chooseText(own: unknown, asked: string | undefined): string {
  if (asked === undefined) {
    if (typeof own !== "string" || own.trim() === "") throw missingTemplate();
    return own;
  }
  const text = isTemplateText(asked) ? asked : Object.hasOwn(namedTemplates, asked) ? namedTemplates[asked] : undefined;
  if (text !== undefined) return text;
  throw new AssayError({
    code: "invalid-input",
    message: `The chat template must be a template itself or one of ${Object.keys(namedTemplates).join(", ")}, not ${JSON.stringify(asked)}.`,
    hint: "Name one of them, or send the text of a Jinja template.",
  });
}
