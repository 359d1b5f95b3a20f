import { type Signal, signal } from "@preact/signals";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import type { ChatRequest, ToolCall } from "../../src/core/chat-model.ts";
import type { Sample } from "../../src/core/sample.ts";
import { readFigures } from "../answers/answer-figures.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { measureAnswer } from "../answers/measure-answer.ts";
import type { Opening } from "../answers/opening.ts";
import { asPageError } from "../shell/page-error.ts";
import type { AssistantMessage } from "./conversation.ts";

/** An answer that is being written in this tab. */
export interface LiveAnswer {
  readonly text: Signal<string>;
  readonly reasoning: Signal<string>;
  /** Before the first token: a model may be loaded, or read a long prompt. */
  readonly isWaiting: Signal<boolean>;
  /** How far a model of the page is, which is downloaded and loaded first. */
  readonly opening: Signal<Opening | undefined>;
  stop(): void;
}

export interface AnswerJob {
  readonly message: AssistantMessage;
  readonly model: AnswerModel;
  /** @throws Error in words, where the settings cannot be sent */
  readonly toRequest: () => ChatRequest;
  /** Called from time to time with the message as far as it has come. */
  readonly onProgress: (message: AssistantMessage) => void;
}

/** Tokens come faster than anybody reads; drawing each would only heat the machine. */
const SHOWN_EVERY_MS = 50;
const SAVED_EVERY_MS = 500;

/** Begins to write an answer; `done` resolves with the whole message, however it ended. */
export function writeAnswer(job: AnswerJob): { readonly live: LiveAnswer; readonly done: Promise<AssistantMessage> } {
  const stopping = new AbortController();
  const live: LiveAnswer = {
    text: signal(""),
    reasoning: signal(""),
    isWaiting: signal(true),
    opening: signal<Opening | undefined>(undefined),
    stop: () => stopping.abort(),
  };
  const done = holdLock(job.message.id, () => write(job, live, stopping.signal));
  return { live, done };
}

async function write(job: AnswerJob, live: LiveAnswer, signal: AbortSignal): Promise<AssistantMessage> {
  const { message, model, toRequest, onProgress } = job;
  const calls: ToolCall[] = [];
  let text = "";
  let reasoning = "";
  const sofar = () => ({ ...message, text, ...(reasoning !== "" && { reasoning }) });
  const onEvent = (event: ChatEvent) => {
    if (event.type === "text-delta") text += event.text;
    if (event.type === "reasoning-delta") reasoning += event.text;
    if (event.type === "tool-call") calls.push({ id: event.id, name: event.name, argumentsJson: event.argumentsJson });
  };
  const showing = setInterval(() => {
    live.text.value = text;
    live.reasoning.value = reasoning;
    live.isWaiting.value = text === "" && reasoning === "";
  }, SHOWN_EVERY_MS);
  const save = () => {
    if (text !== "" || reasoning !== "") onProgress(sofar());
  };
  const saving = setInterval(save, SAVED_EVERY_MS);
  window.addEventListener("pagehide", save);
  try {
    const request = toRequest();
    await using chat = await model.open({
      signal,
      onOpening: (opening) => {
        live.opening.value = opening;
      },
    });
    const sample = await measureAnswer({ model: chat, request, signal, onEvent });
    return { ...sofar(), ...(calls.length > 0 && { toolCalls: calls }), ...endOf(sample) };
  } catch (thrown) {
    if (signal.aborted) return { ...sofar(), state: "stopped" };
    return { ...sofar(), state: "failed", error: toShownError(thrown) };
  } finally {
    clearInterval(showing);
    clearInterval(saving);
    window.removeEventListener("pagehide", save);
  }
}

function endOf(sample: Sample): Pick<AssistantMessage, "state" | "error" | "warnings" | "figures"> {
  const warnings = sample.warnings.map((warning) => warning.message);
  return {
    state: sample.status === "failed" ? "failed" : STATES[sample.finishReason ?? "stop"],
    ...(sample.error !== undefined && { error: toShownError(sample.error) }),
    ...(warnings.length > 0 && { warnings }),
    figures: readFigures(sample),
  };
}

const STATES = { stop: "done", "tool-call": "done", length: "length", aborted: "stopped" } as const;

function toShownError(thrown: unknown): NonNullable<AssistantMessage["error"]> {
  const { message, hint } =
    thrown instanceof Error ? asPageError(thrown) : (thrown as NonNullable<AssistantMessage["error"]>);
  return hint === undefined ? { message } : { message, hint };
}

/** Tells other tabs that this answer is being written; a tab that is gone holds nothing. */
async function holdLock<T>(id: string, action: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return await action();
  return await navigator.locks.request(lockName(id), action);
}

/** Whether an answer is still being written in some tab; over plain http from another machine nobody can say. */
export async function isBeingWritten(id: string): Promise<boolean> {
  if (!("locks" in navigator)) return false;
  return await navigator.locks.request(lockName(id), { ifAvailable: true }, async (lock) => lock === null);
}

function lockName(id: string): string {
  return `assay-answer-${id}`;
}
