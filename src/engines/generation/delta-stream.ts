import type { ChatEvent, FinishReason, TokenLogprob } from "../../core/chat-event.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { AnswerPart } from "../../dialect/answer-part.ts";
import { type AnswerReader, createAnswerReader } from "../../dialect/answer-reader.ts";
import type { AnswerReaderOptions } from "../../dialect/answer-reader-options.ts";
import { createTextGate, type TextGate } from "../../lib/text-gate.ts";

export interface DeltaStreamOptions {
  readonly request: Pick<ChatRequest, "stop" | "logprobs">;
  /** Absent: everything is text. */
  readonly reading: AnswerReaderOptions | undefined;
  readonly emit: (event: ChatEvent) => void;
}

interface WrittenCall {
  readonly id: string;
  readonly name: string;
  argumentsJson: string;
}

const brokenCall = {
  code: "notice",
  message: "What began like a tool call is no valid call of one of the tools: it stands in the text as it was written.",
} as const;

/**
 * Turns the texts of an answer's tokens into deltas and calls: whole characters only, no stop text, every token counted with
 * the text that it is part of. Stop texts are looked for in the answer's text, neither in its reasoning nor in its calls.
 */
export class DeltaStream {
  readonly #options: DeltaStreamOptions;
  readonly #reader: AnswerReader | undefined;
  readonly #gate: TextGate;
  /** Of the tokens that no event has counted yet; absent unless asked for. */
  #logprobs: TokenLogprob[] | undefined;
  #calls = 0;
  #call: WrittenCall | undefined;
  #stopped = false;

  constructor(options: DeltaStreamOptions) {
    const { request, reading } = options;
    this.#options = options;
    this.#reader = reading === undefined || isPlain(reading) ? undefined : createAnswerReader(reading);
    this.#gate = createTextGate(request.stop);
    this.#logprobs = request.logprobs === undefined ? undefined : [];
  }

  /** Whether the texts are to spell out the marks of calls and reasoning. */
  get readsMarks(): boolean {
    return this.#reader !== undefined;
  }

  /** Number of tool calls sent. */
  get calls(): number {
    return this.#calls;
  }

  /** Tokens of the reasoning, its marks included; undefined where the answer can have none. */
  get reasoningTokens(): number | undefined {
    return (this.#options.reading?.thinking ?? "none") === "none" ? undefined : this.#reader?.reasoningTokens;
  }

  /** Takes the text of the next token, which may be empty, and its log-probability where that was asked for; false once a stop text has ended the answer. */
  push(text: string, logprob?: TokenLogprob): boolean {
    if (logprob !== undefined) this.#logprobs?.push(logprob);
    const parts: readonly AnswerPart[] = this.#reader?.push(text) ?? [{ type: "text", text, tokens: 1 }];
    for (const part of parts) this.#take(part);
    return !this.#stopped;
  }

  /** Sends what was held back, when the answer ends without a stop text; a call that an abort cut is dropped. */
  flush(reason: FinishReason): void {
    const parts = this.#reader?.flush({ cut: reason === "length" || reason === "aborted" }) ?? [];
    for (const part of parts) if (reason !== "aborted" || part.type !== "call-end" || part.complete) this.#take(part);
    if (!this.#stopped) this.#sendHeld();
  }

  #take(part: AnswerPart): void {
    if (this.#stopped) return;
    switch (part.type) {
      case "text":
        this.#sendText(part.text, part.tokens);
        return;
      case "reasoning":
        this.#send("reasoning-delta", part.text, part.tokens);
        return;
      case "call-begin":
        this.#beginCall(part.name, part.tokens);
        return;
      case "call-arguments":
        this.#continueCall(part.text, part.tokens);
        return;
      case "call-end":
        this.#endCall(part.tokens);
        return;
      case "broken-call":
        this.#options.emit({ type: "warning", warning: brokenCall });
        return;
      default:
        part satisfies never;
    }
  }

  #sendText(written: string, count: number): void {
    const { text, tokens, stopped } = this.#gate.push(written, count);
    this.#send("text-delta", text, tokens);
    this.#stopped = stopped;
  }

  /** Sends the text that might have begun a stop text, and has not. */
  #sendHeld(): void {
    const { text, tokens } = this.#gate.flush();
    this.#send("text-delta", text, tokens);
  }

  #send(type: "text-delta" | "reasoning-delta", text: string, tokens: number | undefined): void {
    if (text === "") return;
    const logprobs = this.#logprobs?.splice(0, tokens);
    this.#options.emit({ type, text, tokens, ...(logprobs === undefined ? {} : { logprobs }) });
  }

  #beginCall(name: string, tokens: number): void {
    this.#sendHeld();
    this.#skipLogprobs(tokens);
    const id = `call_${randomName()}`;
    this.#call = { id, name, argumentsJson: "" };
    this.#options.emit({ type: "tool-call-delta", id, name, argumentsText: "" });
  }

  #continueCall(text: string, tokens: number): void {
    this.#skipLogprobs(tokens);
    if (this.#call === undefined) return;
    this.#call.argumentsJson += text;
    const { id, name } = this.#call;
    this.#options.emit({ type: "tool-call-delta", id, name, argumentsText: text });
  }

  #endCall(tokens: number): void {
    this.#skipLogprobs(tokens);
    if (this.#call === undefined) return;
    this.#calls++;
    this.#options.emit({ type: "tool-call", ...this.#call });
    this.#call = undefined;
  }

  /** Calls are sent without log-probabilities. */
  #skipLogprobs(tokens: number): void {
    this.#logprobs?.splice(0, tokens);
  }
}

/** Nothing in such an answer is anything but text. */
function isPlain({ form, thinking, tools }: AnswerReaderOptions): boolean {
  return form.layout === "plain" && form.text === undefined && thinking === "none" && tools.length === 0;
}

/** Not by `randomUUID()`, which a page has over https and on this machine only. */
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
