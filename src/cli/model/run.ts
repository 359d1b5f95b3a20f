import { text as readText } from "node:stream/consumers";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { Device } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import { askModel } from "../../workbench/model/ask-model.ts";
import { type OpenedModel, openModel } from "../../workbench/model/open-model.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import { createAnswerPrinter } from "../chat/answer-printer.ts";
import { runChatSession } from "../chat/chat-session.ts";
import { describeAnswer } from "../chat/describe-answer.ts";
import { createMessageReader } from "../chat/read-message.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createLoadProgress } from "../render/load-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface RunModelOptions {
  readonly model: string;
  readonly prompt: string | undefined;
  readonly system: string | undefined;
  readonly maxTokens: number | undefined;
  readonly temperature: number | undefined;
  readonly seed: number | undefined;
  readonly thinking: boolean;
  readonly device: Device | undefined;
  readonly threads: number | undefined;
  readonly contextTokens: number | undefined;
  readonly showUsage: boolean;
  readonly json: boolean;
}

/** Under which names the families' templates take it. */
const noThinking = { enable_thinking: false, thinking: false };

/** `assay model run`. What a benchmark is set to in assay.json or by BENCH_... says nothing of a chat. */
export async function runModel(options: RunModelOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const prompt = await readPrompt(options, terminal);
  const { system, maxTokens, temperature, seed, thinking } = options;
  const request = { maxTokens, temperature, seed, ...(thinking ? {} : { templateVariables: noThinking }) };

  await using model = await load(options, workspace, terminal);
  if (prompt !== undefined) {
    const show = options.json ? "json" : options.showUsage ? "usage" : "answer";
    return await askOnce(model, { request, system, prompt, show }, { terminal, workspace });
  }
  greet(model, terminal);
  const reader = createMessageReader(process.stdin, terminal.err);
  await runChatSession({ chat: model.chat, request, system, terminal, reader, clock: workspace.clock });
  return EXIT.ok;
}

async function load(
  { model, device, threads, contextTokens }: RunModelOptions,
  workspace: Workspace,
  terminal: Terminal,
): Promise<OpenedModel> {
  using interrupt = listenForInterrupt(terminal, "");
  using progress = createLoadProgress(model, terminal);
  const { signal } = interrupt;
  return await openModel(model, workspace, { device, threads, contextTokens, signal, onProgress: progress.onProgress });
}

interface Question {
  readonly request: Omit<ChatRequest, "messages">;
  readonly system: string | undefined;
  readonly prompt: string;
  readonly show: "answer" | "usage" | "json";
}

async function askOnce(
  { model, chat }: OpenedModel,
  { request, system, prompt, show }: Question,
  { terminal, workspace }: { readonly terminal: Terminal; readonly workspace: Workspace },
): Promise<number> {
  const isJson = show === "json";
  const messages = [
    ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
    { role: "user" as const, content: prompt },
  ];
  const printer = createAnswerPrinter(terminal, terminal.out.isTTY === true);
  using interrupt = listenForInterrupt(terminal, "");
  const { clock } = workspace;
  const { signal } = interrupt;
  const onEvent = isJson ? undefined : printer.onEvent;
  const answer = await askModel(chat, { ...request, messages }, { clock, signal, onEvent });
  terminal.printResult({ json: isJson }, { model: model.id, ...answer }, () => {
    printer.end();
    for (const { message } of answer.warnings) terminal.note(`${terminal.style("yellow", "warning:")} ${message}`);
    if (show === "usage") terminal.note(describeAnswer(answer, chat.capabilities.contextTokens));
  });
  return answer.finishReason === "aborted" ? EXIT.interrupted : EXIT.ok;
}

/** The prompt of a single question; absent when a chat is to begin. */
async function readPrompt({ prompt: typed, json }: RunModelOptions, terminal: Terminal): Promise<string | undefined> {
  const isChat = typed === undefined && process.stdin.isTTY === true;
  if (isChat) {
    if (!json) return undefined;
    throw new AssayError({
      code: "invalid-input",
      message: "--json needs a prompt to answer.",
      hint: 'Add --prompt "...", or pipe a text in.',
    });
  }
  const prompt = typed ?? (await readText(process.stdin));
  if (prompt.trim() !== "") return prompt.replace(/\r?\n$/, "");
  throw new AssayError({
    code: "invalid-input",
    message: "The standard input is empty.",
    hint: `Type \`assay model run <model> --prompt "..."\`${terminal.isInteractive ? ", or leave the prompt out on a terminal for a chat" : ""}.`,
  });
}

function greet({ model, info, chat, loadMs }: OpenedModel, terminal: Terminal): void {
  const { contextTokens } = chat.capabilities;
  const facts = [
    info.device === undefined
      ? undefined
      : `${info.device.toUpperCase()}${info.threads === undefined ? "" : `, ${pluralize(info.threads, "thread")}`}`,
    contextTokens === undefined ? undefined : `${formatNumber(contextTokens, 0)} tokens of context`,
    `loaded in ${formatDuration(loadMs)}`,
  ];
  terminal.note(`${terminal.style("bold", model.id)}  ${facts.filter((fact) => fact !== undefined).join(" · ")}`);
  for (const { message } of info.warnings) terminal.note(terminal.style("dim", message));
  terminal.note(terminal.style("dim", "/help shows the commands, /exit leaves\n"));
}
