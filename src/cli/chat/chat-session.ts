import type { ChatMessage, ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { nearNames } from "../../lib/near-names.ts";
import { type Answer, askModel } from "../../workbench/model/ask-model.ts";
import { fail } from "../terminal/fail.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { createAnswerPrinter } from "./answer-printer.ts";
import { describeAnswer } from "./describe-answer.ts";
import type { MessageReader } from "./read-message.ts";

export interface ChatSessionOptions {
  readonly chat: ChatModel;
  /** The request that each message goes into: all but the messages. */
  readonly request: Omit<ChatRequest, "messages">;
  readonly system?: string | undefined;
  readonly terminal: Terminal;
  readonly reader: MessageReader;
  readonly clock: Clock;
}

const COMMANDS: Readonly<Record<string, string>> = {
  "/help": "show this",
  "/clear": "forget the conversation and begin a new one",
  "/exit": "leave; so do Ctrl-D and Ctrl-C twice",
};

/** A conversation on the terminal, until the user leaves. A failed answer ends only itself. */
export async function runChatSession(options: ChatSessionOptions): Promise<void> {
  const { terminal, reader, chat } = options;
  const opening = options.system === undefined ? [] : [{ role: "system" as const, content: options.system }];
  let messages: readonly ChatMessage[] = opening;
  // The prompt is in sight and nothing was written since: Ctrl-C now means to leave.
  let isLeaving = false;

  while (true) {
    const input = await reader.read(terminal.style("bold", "> "));
    if (input.type === "end") return terminal.note();
    if (input.type === "interrupt") {
      terminal.note();
      if (isLeaving && !input.hadText) return;
      isLeaving = !input.hadText;
      if (isLeaving) terminal.note(terminal.style("dim", "press Ctrl-C again, or type /exit, to leave"));
      continue;
    }
    isLeaving = false;
    const { text } = input;
    if (text === "") continue;
    if (/^\/[a-z?]+$/i.test(text)) {
      const command = text.toLowerCase();
      if (["/exit", "/quit", "/bye"].includes(command)) return;
      if (command === "/clear") {
        messages = opening;
        terminal.note(terminal.style("dim", "a new conversation\n"));
      } else explain(command, terminal);
      continue;
    }
    const asked: readonly ChatMessage[] = [...messages, { role: "user", content: text }];
    const answer = await answerOnce(asked, options);
    if (answer === undefined || answer.text === "") continue;
    messages = [...asked, { role: "assistant", content: answer.text }];
    isLeaving = answer.finishReason === "aborted";
    if (isFull(answer, options.request.maxTokens, chat.capabilities.contextTokens))
      terminal.note(`${terminal.style("yellow", "the context is full:")} /clear begins a new conversation\n`);
  }
}

async function answerOnce(
  messages: readonly ChatMessage[],
  { chat, request, terminal, clock }: ChatSessionOptions,
): Promise<Answer | undefined> {
  const printer = createAnswerPrinter(terminal, true);
  using interrupt = listenForInterrupt(terminal, "");
  try {
    const { signal } = interrupt;
    const answer = await askModel(chat, { ...request, messages }, { clock, signal, onEvent: printer.onEvent });
    if (!signal.aborted) printer.end();
    for (const { message } of answer.warnings) terminal.note(terminal.style("dim", message));
    terminal.note(`${terminal.style("dim", describeAnswer(answer, chat.capabilities.contextTokens))}\n`);
    return answer;
  } catch (thrown) {
    printer.end();
    const error = toAssayError(thrown);
    const isConversation = error.code === "context-exceeded" && messages.some(({ role }) => role === "assistant");
    const hint = isConversation ? "/clear begins a new conversation" : error.hint;
    fail(new AssayError({ code: error.code, message: error.message, hint, cause: error.cause }), terminal, false);
    terminal.note();
    return undefined;
  }
}

/** The answer was cut by the context, not by the limit that the user gave. */
function isFull({ finishReason, usage }: Answer, maxTokens: number | undefined, contextTokens: number | undefined) {
  if (finishReason !== "length" || contextTokens === undefined) return false;
  const { promptTokens = 0, completionTokens = 0 } = usage;
  return maxTokens === undefined || completionTokens < maxTokens || promptTokens + completionTokens >= contextTokens;
}

function explain(command: string, terminal: Terminal): void {
  if (command !== "/help" && command !== "/?") {
    const [near] = nearNames(command, Object.keys(COMMANDS));
    terminal.note(`there is no ${command}${near === undefined ? "" : `; did you mean ${near}?`}`);
  }
  for (const [name, what] of Object.entries(COMMANDS)) terminal.note(`  ${name.padEnd(8)}  ${what}`);
  terminal.note("  A pasted text of several lines is one message. Ctrl-C stops an answer.\n");
}
