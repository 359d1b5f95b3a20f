import type { ChatEvent, FinishReason } from "../../core/chat-event.ts";
import type { ChatMessage, ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { contextExceeded } from "../../core/context-exceeded.ts";
import type { FakeScript } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { Clock } from "../../lib/clock.ts";
import { createSlots } from "../../lib/slots.ts";
import { createTextGate } from "../../lib/text-gate.ts";

export interface FakeRuntime {
  readonly clock: Clock;
  readonly crash: (() => void) | undefined;
}

interface FakeLimits {
  readonly id: string;
  readonly parallel: number;
  readonly contextTokens: number | undefined;
}

/** Creates the chat model that plays `script` to whoever asks. */
export function createFakeChat(script: FakeScript, limits: FakeLimits, { clock, crash }: FakeRuntime): ChatModel {
  const slots = createSlots(limits.parallel);
  const disposal = new AbortController();
  const capabilities = {
    temperature: true,
    seed: true,
    stop: true,
    logprobs: false,
    tools: false,
    responseFormat: false,
    exactCounts: true,
    promptReuseSwitch: true,
    parallel: limits.parallel,
    contextTokens: limits.contextTokens,
    completion: { infill: false },
  };

  async function* answer(request: ChatRequest, { signal, observer }: ChatOptions): AsyncGenerator<ChatEvent> {
    requireOpen();
    const warnings = validateChatRequest(request, capabilities);
    const promptTokens = countPromptTokens(toMessages(request));
    const room = (limits.contextTokens ?? Number.POSITIVE_INFINITY) - promptTokens;
    if (room < 1) throw contextExceeded(limits.contextTokens ?? 0, `${promptTokens} tokens`);
    observer?.mark("prepared");

    const ending = anySignal(disposal.signal, signal);
    const giveBack = await slots.take(ending);
    try {
      observer?.mark("sent");
      yield { type: "start" };
      for (const warning of warnings) yield { type: "warning", warning };

      if (request.prompt?.echo === true) yield { type: "text-delta", text: String(request.prompt.text), tokens: 0 };
      const most = Math.min(request.maxTokens ?? Number.POSITIVE_INFINITY, room);
      const gate = createTextGate(request.stop);
      let completionTokens = 0;
      const finish = (reason: FinishReason): ChatEvent => {
        requireOpen();
        return { type: "finish", reason, usage: { promptTokens, completionTokens, source: "engine" } };
      };

      for (const token of script.tokens.slice(0, most)) {
        const delayMs = completionTokens === 0 ? script.firstTokenMs : script.tokenMs;
        // A timer of 0 ms would still cost a millisecond of real time.
        if (delayMs !== undefined && delayMs > 0) await clock.sleep(delayMs, ending);
        if (ending.aborted) return yield finish("aborted");
        completionTokens += 1;
        const { text, tokens, stopped } = gate.push(token, 1);
        if (text !== "") yield { type: "text-delta", text, tokens };
        if (ending.aborted) return yield finish("aborted");
        if (stopped) return yield finish("stop");
      }
      const { text, tokens } = gate.flush();
      if (text !== "") yield { type: "text-delta", text, tokens };
      if (ending.aborted) return yield finish("aborted");
      if (completionTokens === most) return yield finish("length");
      await playEnd(script, ending, crash);
      yield finish(ending.aborted ? "aborted" : "stop");
    } finally {
      giveBack?.();
    }
  }

  function requireOpen(): void {
    if (disposal.signal.aborted)
      throw new AssayError({
        code: "aborted",
        message: `The model ${limits.id} has been unloaded.`,
        hint: "Load the model again.",
      });
  }

  return {
    id: limits.id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    [Symbol.asyncDispose]: async () => disposal.abort(),
  };
}

/** A text to continue counts like a message that says it. */
function toMessages({ messages, prompt }: ChatRequest): readonly ChatMessage[] {
  if (prompt === undefined) return messages;
  const content = typeof prompt.text === "string" ? prompt.text : prompt.text.join(" ");
  return [{ role: "user", content }];
}

/** The toy count of prompt tokens: one for each message's role and one for each word between white space. */
function countPromptTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + 1 + countWords(content), 0);
}

/** A list of the words would take many times the room of the text. */
function countWords(text: string): number {
  const word = /\S+/g;
  let words = 0;
  while (word.test(text)) words++;
  return words;
}

async function playEnd({ end = "stop" }: FakeScript, signal: AbortSignal, crash?: () => void): Promise<void> {
  switch (end) {
    case "stop":
      return;
    case "hang":
      return new Promise((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    case "cut":
      throw new AssayError({
        code: "stream-cut",
        message: "The script cuts the answer here.",
        hint: "The script of the fake model says so.",
      });
    case "crash":
      crash?.();
      throw new AssayError({
        code: "model-crashed",
        message: "The script crashes here.",
        hint: "The script of the fake model says so.",
      });
    default:
      end satisfies never;
  }
}
