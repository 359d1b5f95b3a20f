import { text as readText } from "node:stream/consumers";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { Device } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import { formatNumber } from "../../report/format/format-number.ts";
import type { SettingName } from "../../settings/definitions.ts";
import { askModel } from "../../workbench/model/ask-model.ts";
import { type OpenedModel, openModel } from "../../workbench/model/open-model.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import { createAnswerPrinter } from "../chat/answer-printer.ts";
import { runChatSession } from "../chat/chat-session.ts";
import { describeAnswer } from "../chat/describe-answer.ts";
import { createMessageReader } from "../chat/read-message.ts";
import type { CommandContext } from "../options/command-context.ts";
import { MODEL_RUN_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createLoadProgress } from "../render/load-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay model run` */
export async function runModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, MODEL_RUN_SETTINGS, context.workspace);
  const { settings, origins } = workspace;
  // What a benchmark is set to in assay.json or by BENCH_... says nothing of a chat.
  const given = <Name extends SettingName>(setting: Name) =>
    origins[setting].from === "flag" ? settings[setting] : undefined;
  const prompt = await readPrompt(options, terminal);
  const request: Omit<ChatRequest, "messages"> = {
    maxTokens: given("maxTokens"),
    temperature: given("temperature"),
    seed: given("seed"),
  };
  const system = typeof options.system === "string" ? options.system : undefined;

  await using model = await load(name, workspace, terminal, {
    device: onlyDevice(given("devices")),
    threads: given("threads"),
    contextTokens: given("contextTokens"),
  });
  if (prompt !== undefined) {
    const show = options.json === true ? "json" : settings.showUsage ? "usage" : "answer";
    return await askOnce(model, { request, system, prompt, show }, { terminal, workspace });
  }
  greet(model, terminal);
  const reader = createMessageReader(process.stdin, terminal.err);
  await runChatSession({ chat: model.chat, request, system, terminal, reader, clock: workspace.clock });
  return EXIT.ok;
}

async function load(
  name: string,
  workspace: Workspace,
  terminal: Terminal,
  options: { device?: Device | undefined; threads?: number | undefined; contextTokens?: number | undefined },
): Promise<OpenedModel> {
  using interrupt = listenForInterrupt(terminal, "");
  using progress = createLoadProgress(name, terminal);
  return await openModel(name, workspace, { ...options, signal: interrupt.signal, onProgress: progress.onProgress });
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
  if (isJson) terminal.print(JSON.stringify({ model: model.id, ...answer }, null, 2));
  else {
    printer.end();
    for (const { message } of answer.warnings) terminal.note(`${terminal.style("yellow", "warning:")} ${message}`);
    if (show === "usage") terminal.note(describeAnswer(answer, chat.capabilities.contextTokens));
  }
  return answer.finishReason === "aborted" ? EXIT.interrupted : EXIT.ok;
}

/** The prompt of a single question; absent when a chat is to begin. */
async function readPrompt(options: Options, terminal: Terminal): Promise<string | undefined> {
  const isChat = options.prompt === undefined && process.stdin.isTTY === true;
  if (isChat) {
    if (options.json !== true) return undefined;
    throw new AssayError({
      code: "invalid-input",
      message: "Cannot print JSON as --json must stand beside a prompt: there is none",
      hint: 'add --prompt "...", or pipe a text in',
    });
  }
  const prompt = typeof options.prompt === "string" ? options.prompt : await readText(process.stdin);
  if (prompt.trim() !== "") return prompt.replace(/\r?\n$/, "");
  const from = options.prompt === undefined ? "the standard input" : "--prompt";
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot ask the model as ${from} must hold a text: it is empty`,
    hint: `type assay model run <model> --prompt "..."${terminal.isInteractive ? ", or without it on a terminal for a chat" : ""}`,
  });
}

function onlyDevice(devices: readonly Device[] | undefined): Device | undefined {
  if (devices === undefined || devices.length === 1) return devices?.[0];
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot run the model as --device must name one device: current value is ${devices.join(",")}`,
    hint: "choose cpu or gpu",
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
