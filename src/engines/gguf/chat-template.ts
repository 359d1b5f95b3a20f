import type { ChatMessage, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { compileTemplate } from "../../jinja/template.ts";
import { createPromptTokenizer } from "./generation/prompt-tokenizer.ts";
import type { Token, Vocabulary } from "./llama/vocabulary.ts";
import { thinkingMarks } from "./tools/call-markers.ts";
import { describeTools } from "./tools/describe-tools.ts";
import {
  type ArgumentForm,
  type TemplateValue,
  toTemplateMessages,
  toTemplateTools,
} from "./tools/template-messages.ts";

export interface PromptInput extends Pick<ChatRequest, "messages" | "tools"> {
  /** Ends a reasoning that the template itself begins, for answers that must not begin with one. */
  readonly skipThinking?: boolean | undefined;
}

export interface EncodedPrompt {
  readonly tokens: Token[];
  readonly warnings: readonly Warning[];
  /** Whether the answer may begin with reasoning between `<think>` and `</think>`; `open`: the prompt ends inside of it. */
  readonly thinking: "none" | "possible" | "open";
}

/** Turns a conversation into the tokens that the model was trained on. */
export type PromptEncoder = (input: PromptInput) => EncodedPrompt;

/** ChatML, the layout that most small chat models know; used for files that bring no template of their own. */
export const fallbackTemplate =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/**
 * Creates an encoder from the file's own Jinja template; ChatML where it has none.
 *
 * The rendered text is tokenised as one piece with its special tokens, as the model's training did. Special tokens
 * that a message or a tool spells out are masked first, so that a user cannot end the turn or speak as the system.
 * Tools go to the template where it knows any, else into the system message.
 */
export function createPromptEncoder(vocabulary: Vocabulary, own: string | undefined): PromptEncoder {
  const source = own ?? fallbackTemplate;
  const template = compileTemplate(source);
  const tokenizer = createPromptTokenizer(vocabulary);
  const knowsTools = /\btools\b/.test(source);
  const thinks = source.includes(thinkingMarks.open) || vocabulary.tokenize(thinkingMarks.open, true).length === 1;
  let argumentForm: ArgumentForm | undefined;
  const constants = {
    bos_token: spell(vocabulary, vocabulary.bos),
    eos_token: spell(vocabulary, vocabulary.eos),
    add_generation_prompt: true,
  };
  const noTemplate: readonly Warning[] =
    own === undefined
      ? [{ code: "notice", message: "The file has no chat template: ChatML is used, answers may be poor." }]
      : [];

  function render(prompt: Prompt): string {
    return template.render({ ...constants, ...prompt });
  }

  function toPrompt({ messages, tools = [] }: PromptInput): Prompt {
    const usesTools = tools.length > 0 || messages.some(({ role, toolCalls }) => role === "tool" || toolCalls);
    if (usesTools && !knowsTools) return { messages: toTemplateMessages(describeTools(messages, tools), "text") };
    if (usesTools) argumentForm ??= findArgumentForm(render);
    return {
      messages: toTemplateMessages(messages, argumentForm ?? "object"),
      ...(tools.length === 0 ? {} : { tools: toTemplateTools(tools) }),
    };
  }

  function encode(prompt: Prompt, mark: string | undefined, skipThinking: boolean): Omit<EncodedPrompt, "warnings"> {
    const rendered = render(prompt);
    const open = thinks && rendered.trimEnd().endsWith(thinkingMarks.open);
    const text = open && skipThinking ? `${rendered}\n${thinkingMarks.close}\n\n` : rendered;
    const thinking = !thinks || skipThinking ? "none" : open ? "open" : "possible";
    return { tokens: tokenizer.tokenize(text, mark), thinking };
  }

  return (input) => {
    const { value: prompt, mark } = tokenizer.mask(toPrompt(input));
    const skipThinking = input.skipThinking ?? false;
    try {
      return { ...encode(prompt, mark, skipThinking), warnings: noTemplate };
    } catch (cause) {
      const merged = mergeSystemMessage(prompt);
      if (merged === undefined) throw templateFailed(cause);
      try {
        return { ...encode(merged, mark, skipThinking), warnings: [...noTemplate, systemMerged] };
      } catch {
        // Told in terms of what the caller sent, not of our second attempt.
        throw templateFailed(cause);
      }
    }
  };
}

/** What a template is given of a request. */
interface Prompt {
  readonly messages: readonly TemplateValue[];
  readonly tools?: readonly TemplateValue[];
}

const systemMerged: Warning = {
  code: "notice",
  message: "The model's template takes no system message: it was put in front of the first user message.",
};

function spell(vocabulary: Vocabulary, token: Token | undefined): string {
  return token === undefined ? "" : vocabulary.detokenize([token], true);
}

/** Found by trying: a template that joins the arguments as text fails on an object, or writes none of its names as JSON. */
function findArgumentForm(render: (prompt: Prompt) => string): ArgumentForm {
  const probe: readonly ChatMessage[] = [
    { role: "user", content: "?" },
    { role: "assistant", content: "", toolCalls: [{ id: "", name: "probe", argumentsJson: '{"needle":1}' }] },
  ];
  try {
    return render({ messages: toTemplateMessages(probe, "object") }).includes('"needle"') ? "object" : "text";
  } catch {
    return "text";
  }
}

function mergeSystemMessage({ messages, ...rest }: Prompt): Prompt | undefined {
  const [first, second, ...others] = messages;
  if (first?.role !== "system" || second?.role !== "user") return undefined;
  const content = `${String(first.content)}\n\n${String(second.content)}`;
  return { ...rest, messages: [{ ...second, content }, ...others] };
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
