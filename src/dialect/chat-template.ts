import type { ChatRequest } from "../core/chat-model.ts";
import type { Warning } from "../core/warning.ts";
import { formatTime } from "../jinja/format-time.ts";
import { JinjaError } from "../jinja/jinja-error.ts";
import { compileTemplate, type Template } from "../jinja/template.ts";
import { adaptPrompt } from "./adapt-messages.ts";
import type { AnswerForm } from "./answer-form.ts";
import { arrangeCalls } from "./arrange-calls.ts";
import { changeAllTexts, type TextChange } from "./change-texts.ts";
import { describeTools } from "./describe-tools.ts";
import { findAnswerForm } from "./find-answer-form.ts";
import { type PromptReading, type ReadingOptions, readPromptEnd } from "./read-prompt-end.ts";
import { type Habits, studyTemplate } from "./study-template.ts";
import { refusedConversation, unusableTemplate } from "./template-errors.ts";
import { type Prompt, type TemplateValue, toTemplateMessages, toTemplateTools } from "./template-messages.ts";

/** The part of a request that a prompt is made of. */
export type Conversation = Pick<ChatRequest, "messages" | "tools" | "templateVariables">;

export interface RenderedPrompt {
  readonly text: string;
  readonly warnings: readonly Warning[];
}

/** How a model's file writes a conversation, and how its model writes answers. */
export interface ChatTemplate {
  readonly answers: AnswerForm;
  /** Says how the answer to a rendered prompt is to be read. */
  readingOf(rendered: string, options?: ReadingOptions): PromptReading;
  /**
   * Writes the prompt of the next answer.
   *
   * @param changeTexts may change the texts of the caller, in their order, before the template gets them
   * @throws AssayError `invalid-input` when the template refuses the conversation
   */
  render(conversation: Conversation, changeTexts?: TextChange): RenderedPrompt;
}

export interface ChatTemplateOptions {
  readonly source: string;
  /** Texts of the tokens that begin and end a sequence. */
  readonly bosText: string;
  readonly eosText: string;
  /** Variables that hold unless a request names them too. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly now?: (() => Date) | undefined;
  /** Whether the vocabulary has a token for `<think>`: then the model may reason whatever its template shows. */
  readonly thinks?: boolean | undefined;
}

/**
 * Reads a chat template and tries it: which form of messages it wants, whether it knows tools, and how the model that was
 * trained with it writes reasoning and calls.
 *
 * @throws AssayError `template-unusable` when it cannot be read, takes too long or refuses every conversation
 */
export function createChatTemplate(options: ChatTemplateOptions): ChatTemplate {
  const { source, variables, now = () => new Date() } = options;
  const template = readTemplate(options);
  const constants = {
    bos_token: options.bosText,
    eos_token: options.eosText,
    add_generation_prompt: true,
    documents: null,
  };
  /** Value of `tools` in a request without any: most templates are trained with none, some want no variable at all. */
  let noTools: null | undefined = null;
  const renderWith = ({ messages, tools }: Prompt, given?: Readonly<Record<string, unknown>>): string =>
    template.render({
      ...constants,
      ...toolVariables(source, tools ?? noTools, now),
      ...variables,
      ...given,
      messages,
    });
  let habits: Habits;
  try {
    habits = studyTemplate(source, renderWith);
  } catch (cause) {
    if (cause instanceof JinjaError && cause.type === "budget") throw unusableTemplate(cause);
    noTools = undefined;
    try {
      habits = studyTemplate(source, renderWith);
    } catch {
      throw unusableTemplate(cause);
    }
  }

  function describe({ messages, tools = [] }: Conversation): Prompt {
    const calls = habits.showsCalls === "none" ? undefined : answers.calls;
    const described = describeTools(messages, tools, calls);
    return { messages: toTemplateMessages(arrangeCalls(described, habits), habits.form) };
  }

  /** The prompts to try in turn: a template may know tools and yet fail on the schemas of these. */
  function* toPrompts(conversation: Conversation): Generator<Prompt & Pick<RenderedPrompt, "warnings">> {
    const { messages, tools = [] } = conversation;
    const usesTools = tools.length > 0 || messages.some(({ role, toolCalls }) => role === "tool" || toolCalls);
    if (usesTools && !habits.showsTools) return yield { ...describe(conversation), warnings: [] };
    const arranged = arrangeCalls(messages, habits, answers.calls);
    const plain = { messages: toTemplateMessages(arranged, habits.form), warnings: [] };
    if (tools.length === 0) return yield plain;
    yield { ...plain, tools: toTemplateTools(tools) };
    yield { ...describe(conversation), warnings: [toolsDescribed] };
  }

  const answers = findAnswerForm(source, renderWith, habits);
  return {
    answers,
    readingOf: (rendered, reading) => readPromptEnd(rendered, { ...reading, answers, thinks: options.thinks ?? false }),
    render(conversation, changeTexts) {
      let refusal: unknown;
      for (const { warnings: told, ...plain } of toPrompts(conversation)) {
        const prompt = changeTexts === undefined ? plain : changeAllTexts(plain, changeTexts);
        for (const { warnings, ...adapted } of adaptPrompt(prompt))
          try {
            return { text: renderWith(adapted, conversation.templateVariables), warnings: [...told, ...warnings] };
          } catch (error) {
            // Told in terms of what the caller sent, not of a later attempt.
            refusal ??= error;
            if (error instanceof JinjaError && error.type === "budget") throw refusedConversation(refusal);
          }
      }
      throw refusedConversation(refusal);
    },
  };
}

const toolsDescribed: Warning = {
  code: "notice",
  message: "The model's template does not accept these tools: the system message describes them.",
};

function readTemplate({ source, now }: ChatTemplateOptions): Template {
  try {
    return compileTemplate(source, { now });
  } catch (cause) {
    throw unusableTemplate(cause);
  }
}

/** Some families read the tools from a variable of another name, or as JSON. */
function toolVariables(
  source: string,
  tools: readonly TemplateValue[] | null | undefined,
  now: () => Date,
): Readonly<Record<string, unknown>> {
  const mentions = (name: string) => new RegExp(`\\b${name}\\b`).test(source);
  return {
    ...(tools === undefined ? {} : { tools }),
    ...(tools != null && mentions("xml_tools") ? { xml_tools: tools } : {}),
    ...(mentions("functions") ? { functions: JSON.stringify(tools ?? [], undefined, 4) } : {}),
    ...(mentions("datetime") ? { datetime: formatTime(now(), "%B %d %Y, %H:%M:%S") } : {}),
  };
}
