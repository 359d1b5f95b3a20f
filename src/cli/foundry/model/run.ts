import { createInterface } from "node:readline";
import type { ChatRequest } from "../../../core/chat-model.ts";
import { askModel } from "../../../workbench/model/ask-model.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import type { ServedModel } from "../../../workbench/model-host/model-host.ts";
import type { ConnectedService } from "../../../workbench/service-control/connect-service.ts";
import { createAnswerPrinter } from "../../chat/answer-printer.ts";
import { runChatSession } from "../../chat/chat-session.ts";
import { describeAnswer } from "../../chat/describe-answer.ts";
import { createMessageReader } from "../../chat/read-message.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { openServedChat, type ServedChat } from "../classic/open-served-chat.ts";
import { downloadShown } from "../classic/show-download.ts";

export interface RunOptions {
  readonly model: string;
  /** Absent: a chat begins. */
  readonly prompt: string | undefined;
  /** Leaves other models loaded. */
  readonly retainOthers: boolean;
  readonly ttlMs: number;
  readonly device: string | undefined;
  /** Tells how long loading took, and the figures of each answer. */
  readonly verbose: boolean;
  readonly maxTokens: number | undefined;
  readonly temperature: number | undefined;
}

const GREETING = `
Interactive Chat. Enter /? or /help for help.
Press Ctrl+C to cancel generation. Type /exit to leave the chat.

Interactive mode, please enter your prompt`;

/** `foundry model run`, `foundry run`, `chat` and `complete`: downloads and loads the model as needed, then asks it. */
export async function runModel(options: RunOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { prompt, maxTokens, temperature } = options;
  // With a prompt, the answer alone is written to the standard output: a script wants nothing else there.
  const say = prompt === undefined ? terminal.print : terminal.note;
  const request = { maxTokens, temperature };
  const service = await connect(context, say);
  const { workspace, find } = await openServiceModels(context, service.state);
  const model = await find(options.model, options.device);
  if (isUsable(model)) say(`Model ${model.servedName} was found in the local cache.`);
  else await downloadShown(model, { workspace, terminal, say });
  await load(model, service, options, { context, say });

  await using chat = await openServedChat(service.state, model.servedName, context);
  const { verbose } = options;
  if (prompt !== undefined) return await answer(prompt, { chat, request, context, verbose });
  say(GREETING);
  if (process.stdin.isTTY !== true) return await answerLines({ chat, request, context, verbose });
  const reader = createMessageReader(process.stdin, terminal.err);
  await runChatSession({ chat: chat.model, request, terminal, reader, clock: context.workspace.clock });
  return 0;
}

async function load(
  { servedName }: ServedModel,
  { client }: ConnectedService,
  { retainOthers, ttlMs, verbose }: RunOptions,
  { context, say }: { readonly context: CommandContext; readonly say: (line: string) => void },
): Promise<void> {
  const { clock } = context.workspace;
  const others = (await client.listLoaded()).filter(({ name }) => name !== servedName);
  if (!retainOthers && others.length > 0)
    say("Unloading existing models. Use --retain true to keep additional models loaded.");
  say("🕘 Loading model...");
  const startedMs = clock.now();
  using interrupt = listenForInterrupt(context.terminal, "");
  const loaded = await client.load(servedName, { ttlMs, retainOthers, signal: interrupt.signal });
  if (verbose) say(`Time cost to load model: ${formatSpan(clock.now() - startedMs)}`);
  say(`🟢 Model ${loaded.name} loaded successfully`);
}

interface Conversation {
  readonly chat: ServedChat;
  readonly request: Omit<ChatRequest, "messages">;
  readonly context: CommandContext;
  /** Tells the figures of each answer. */
  readonly verbose: boolean;
}

async function answer(prompt: string, { chat, request, context, verbose }: Conversation): Promise<number> {
  const { terminal, workspace } = context;
  const printer = createAnswerPrinter(terminal, terminal.out.isTTY === true);
  using interrupt = listenForInterrupt(terminal, "");
  const messages = [{ role: "user" as const, content: prompt }];
  const { clock } = workspace;
  const { signal } = interrupt;
  const answered = await askModel(chat.model, { ...request, messages }, { clock, signal, onEvent: printer.onEvent });
  printer.end();
  if (verbose) terminal.note(terminal.style("dim", describeAnswer(answered, chat.model.capabilities.contextTokens)));
  return answered.finishReason === "aborted" ? 130 : 0;
}

/** Without a terminal every line that comes is a question of its own; none may come at all. */
async function answerLines(conversation: Conversation): Promise<number> {
  const { terminal } = conversation.context;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    if (/^\s*\/(exit|quit|bye)\s*$/i.test(line)) break;
    terminal.print("🧠 Thinking...");
    terminal.out.write("🤖 ");
    const code = await answer(line, conversation);
    if (code !== 0) return code;
  }
  return 0;
}

/** `00:00:05.6293161`, as .NET writes a span of time. */
function formatSpan(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / 3.6e6), Math.floor(ms / 6e4) % 60];
  const seconds = ((ms / 1000) % 60).toFixed(7);
  return [String(hours).padStart(2, "0"), String(minutes).padStart(2, "0"), seconds.padStart(10, "0")].join(":");
}
