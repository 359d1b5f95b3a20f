import { Template } from "@huggingface/jinja";
import type { LlamaModel, Token } from "node-llama-cpp";
import type { ChatMessage } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { createPromptTokenizer } from "./prompt-tokenizer.ts";

export interface EncodedPrompt {
  readonly tokens: Token[];
  readonly warnings: readonly Warning[];
}

/** Turns a conversation into the tokens that the model was trained on. */
export type PromptEncoder = (messages: readonly ChatMessage[]) => EncodedPrompt;

/** ChatML, the layout that most small chat models know; used for files that bring no template of their own. */
export const fallbackTemplate =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/**
 * Creates an encoder from the file's own Jinja template.
 *
 * The rendered text is tokenised as one piece with its special tokens, as the model's training did. Special tokens
 * that a message spells out are masked first, so that a user cannot end the turn or speak as the system.
 */
export function createPromptEncoder(model: LlamaModel): PromptEncoder {
  const own = readTemplate(model);
  const template = new Template(own ?? fallbackTemplate);
  const tokenizer = createPromptTokenizer(model);
  const constants = {
    bos_token: model.tokens.bosString ?? "",
    eos_token: model.tokens.eosString ?? "",
    add_generation_prompt: true,
  };
  const noTemplate: readonly Warning[] =
    own === undefined
      ? [{ code: "notice", message: "The file has no chat template: ChatML is used, answers may be poor." }]
      : [];

  function render(messages: readonly ChatMessage[]): string {
    return template.render({ ...constants, messages: messages.map(toTemplateMessage) });
  }

  return (messages) => {
    const masked = tokenizer.mask(messages);
    try {
      return { tokens: tokenizer.tokenize(render(masked.messages), masked.mark), warnings: noTemplate };
    } catch (cause) {
      const merged = mergeSystemMessage(masked.messages);
      if (merged === undefined) throw templateFailed(cause);
      try {
        const tokens = tokenizer.tokenize(render(merged), masked.mark);
        return { tokens, warnings: [...noTemplate, systemMerged] };
      } catch {
        // Told in terms of what the caller sent, not of our second attempt.
        throw templateFailed(cause);
      }
    }
  };
}

const systemMerged: Warning = {
  code: "notice",
  message: "The model's template takes no system message: it was put in front of the first user message.",
};

function readTemplate(model: LlamaModel): string | undefined {
  const template: unknown = model.fileInfo.metadata.tokenizer?.chat_template;
  return typeof template === "string" && template.trim() !== "" ? template : undefined;
}

function mergeSystemMessage(messages: readonly ChatMessage[]): readonly ChatMessage[] | undefined {
  const [first, second, ...rest] = messages;
  if (first?.role !== "system" || second?.role !== "user") return undefined;
  return [{ ...second, content: `${first.content}\n\n${second.content}` }, ...rest];
}

function toTemplateMessage(message: ChatMessage): Record<string, unknown> {
  return {
    role: message.role,
    content: message.content,
    ...(message.toolCalls === undefined
      ? {}
      : {
          tool_calls: message.toolCalls.map(({ id, name, argumentsJson }) => ({
            id,
            type: "function",
            function: { name, arguments: argumentsJson },
          })),
        }),
    ...(message.toolCallId === undefined ? {} : { tool_call_id: message.toolCallId }),
  };
}

function templateFailed(cause: unknown): AssayError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AssayError({
    code: "invalid-input",
    message: `Cannot build the prompt as the model's chat template must accept the messages: ${reason}`,
    hint: "Most templates want an optional system message, then user and assistant in turn, ending with a user message.",
    cause,
  });
}
