import type { ChatRequest } from "../core/chat-model.ts";
import type { Warning } from "../core/warning.ts";
import { formatTime } from "../jinja/format-time.ts";
import { JinjaError } from "../jinja/jinja-error.ts";
import { compileTemplate, type Template } from "../jinja/template.ts";
import { adaptPrompt } from "./adapt-messages.ts";
import type { AnswerForm } from "./answer-form.ts";
import { changeAllTexts, type TextChange } from "./change-texts.ts";
import { findEffortVariables } from "./effort-variables.ts";
import { findAnswerForm } from "./find-answer-form.ts";
import { listPrompts } from "./list-prompts.ts";
import { type PromptReading, type ReadingOptions, readPromptEnd } from "./read-prompt-end.ts";
import { type Habits, question, studyTemplate } from "./study-template.ts";
import { refusedConversation, unusableTemplate } from "./template-errors.ts";
import { type Prompt, type TemplateValue, toTemplateMessages } from "./template-messages.ts";

/** The part of a request that a prompt is made of. */
export type Conversation = Pick<ChatRequest, "messages" | "tools" | "templateVariables" | "reasoningEffort">;

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

  /** What a request says of the variables, and a warning where the template reads no effort. */
  function toVariables({ reasoningEffort: effort, templateVariables = {} }: Conversation) {
    if (effort === undefined) return { given: templateVariables, unread: [] };
    const isAccepted = (tried: Readonly<Record<string, unknown>>) => {
      try {
        return renderWith({ messages: toTemplateMessages([question], habits.form) }, tried) !== "";
      } catch {
        return false;
      }
    };
    const found = findEffortVariables(source, effort, isAccepted);
    const unread = Object.keys(found).length === 0 ? [effortUnread] : [];
    return { given: { ...found, ...templateVariables }, unread };
  }

  const answers = findAnswerForm(source, renderWith, habits);
  return {
    answers,
    readingOf: (rendered, reading) => readPromptEnd(rendered, { ...reading, answers, thinks: options.thinks ?? false }),
    render(conversation, changeTexts) {
      const { given, unread } = toVariables(conversation);
      let refusal: unknown;
      for (const { warnings: told, ...plain } of listPrompts(conversation, habits, answers.calls)) {
        const prompt = changeTexts === undefined ? plain : changeAllTexts(plain, changeTexts);
        for (const { warnings, ...adapted } of adaptPrompt(prompt))
          try {
            return { text: renderWith(adapted, given), warnings: [...unread, ...told, ...warnings] };
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

const effortUnread: Warning = {
  code: "parameter-ignored",
  message: "reasoningEffort: the model's template reads no effort; it reasons as it was trained to.",
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
