import { randomUUID } from "node:crypto";
import type { ChatEvent, FinishReason, TokenLogprob } from "../../../core/chat-event.ts";
import type { ChatRequest } from "../../../core/chat-model.ts";
import type { AnswerPart } from "../../../dialect/answer-part.ts";
import { createAnswerReader } from "../../../dialect/answer-reader.ts";
import type { AnswerReaderOptions } from "../../../dialect/answer-reader-options.ts";
import { createTextGate, type GatedText } from "../../../lib/text-gate.ts";
import type { Token, Vocabulary } from "../llama/vocabulary.ts";
import { createDetokenizer } from "./detokenizer.ts";
import type { PickedToken } from "./token-picker.ts";
import type { TokenTexts } from "./token-texts.ts";

/** Turns the tokens of one answer into deltas and calls. */
export interface DeltaStream {
  /** Number of tool calls sent. */
  readonly calls: number;
  /** Tokens of the reasoning, its marks included; undefined where the answer can have none. */
  readonly reasoningTokens: number | undefined;
  /** False once a stop text has ended the answer. */
  push(picked: PickedToken): boolean;
  /** Sends what was held back, when the answer ends without a stop text; a call that an abort cut is dropped. */
  flush(reason: FinishReason): void;
}

export interface DeltaStreamOptions {
  readonly vocabulary: Vocabulary;
  readonly texts: TokenTexts;
  readonly request: Pick<ChatRequest, "stop" | "logprobs">;
  /** Absent: everything is text. */
  readonly reading: AnswerReaderOptions | undefined;
  /** The end of the text that a plain completion continues. */
  readonly before?: readonly Token[] | undefined;
  readonly emit: (event: ChatEvent) => void;
}

/**
 * Creates the stream of one answer: whole characters only, no stop text, every token counted with the text that it is
 * part of. Stop texts are looked for in the answer's text, neither in its reasoning nor in its calls.
 */
export function createDeltaStream(options: DeltaStreamOptions): DeltaStream {
  const { vocabulary, texts, request, reading, emit } = options;
  const isPlain =
    reading === undefined ||
    (reading.form.layout === "plain" &&
      reading.thinking === "none" &&
      reading.tools.length === 0 &&
      reading.form.text === undefined);
  const detokenizer = createDetokenizer<Token>(isPlain ? texts.plain : texts.marked, options.before);
  const reader = isPlain ? undefined : createAnswerReader(reading);
  const gate = createTextGate(request.stop);
  const wantsLogprobs = request.logprobs !== undefined;
  /** Of the tokens that no event has counted yet. */
  let logprobs: TokenLogprob[] = [];
  let calls = 0;
  let call: WrittenCall | undefined;
  let stopped = false;

  function send({ text, tokens }: GatedText, type: "text-delta" | "reasoning-delta" = "text-delta"): void {
    if (text === "") return;
    emit({ type, text, tokens, ...(wantsLogprobs ? { logprobs: logprobs.splice(0, tokens) } : {}) });
  }

  function take(part: AnswerPart): void {
    if (stopped) return;
    switch (part.type) {
      case "text": {
        const gated = gate.push(part.text, part.tokens);
        send(gated);
        stopped = gated.stopped;
        return;
      }
      case "reasoning":
        send({ ...part, stopped: false }, "reasoning-delta");
        return;
      case "call-begin":
        send(gate.flush());
        logprobs = logprobs.slice(part.tokens);
        call = { id: `call_${randomUUID().replaceAll("-", "")}`, name: part.name, argumentsJson: "" };
        emit({ type: "tool-call-delta", id: call.id, name: call.name, argumentsText: "" });
        return;
      case "call-arguments":
        logprobs = logprobs.slice(part.tokens);
        if (call === undefined) return;
        call.argumentsJson += part.text;
        emit({ type: "tool-call-delta", id: call.id, name: call.name, argumentsText: part.text });
        return;
      case "call-end":
        logprobs = logprobs.slice(part.tokens);
        if (call === undefined) return;
        calls++;
        emit({ type: "tool-call", ...call });
        call = undefined;
        return;
      case "broken-call":
        emit({ type: "warning", warning: brokenCall });
        return;
      default:
        part satisfies never;
    }
  }

  return {
    get calls() {
      return calls;
    },
    get reasoningTokens() {
      return reading === undefined || reading.thinking === "none" ? undefined : reader?.reasoningTokens;
    },
    push(picked) {
      if (wantsLogprobs) logprobs.push(toTokenLogprob(vocabulary, picked));
      const text = detokenizer.push(picked.token);
      if (reader === undefined) take({ type: "text", text, tokens: 1 });
      else for (const part of reader.push(text)) take(part);
      return !stopped;
    },
    flush(reason) {
      const parts = reader?.flush({ cut: reason === "length" || reason === "aborted" }) ?? [];
      for (const part of parts) if (reason !== "aborted" || part.type !== "call-end" || part.complete) take(part);
      if (!stopped) send(gate.flush());
    },
  };
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

export function toTokenLogprob(vocabulary: Vocabulary, { token, logprob, top }: PickedToken): TokenLogprob {
  const spell = (one: Token) => vocabulary.detokenize([one], true);
  return {
    token: spell(token),
    logprob: logprob ?? Number.NaN,
    ...(top === undefined || top.length === 0
      ? {}
      : { top: top.map((one) => ({ token: spell(one.token), logprob: one.logprob })) }),
  };
}
