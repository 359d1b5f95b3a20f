import type { ChatEvent, FinishReason } from "../../core/chat-event.ts";
import type { ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import { anySignal } from "../../lib/any-signal.ts";
import { createSlots } from "../../lib/slots.ts";
import { createTextGate } from "../../lib/text-gate.ts";
import type { CustomRuntime } from "./custom-runtime.ts";
import { stuck, threw, tooSlow, unloaded, wrongType } from "./errors.ts";
import type { Adapter } from "./find-adapter.ts";
import { openPieces } from "./open-pieces.ts";
import { toPromptText } from "./to-prompt-text.ts";
import { waitFor } from "./wait-for.ts";

interface CustomModel {
  readonly id: string;
  readonly parallel: number;
  readonly contextTokens: number | undefined;
  readonly temperature: boolean;
  readonly seed: boolean;
}

/** Creates the chat model that asks a user's module. */
export function createCustomChat(
  adapter: Adapter,
  { id, ...known }: CustomModel,
  { clock, timeLimitMs: limitMs, closeLimitMs, onStuck }: CustomRuntime,
): ChatModel {
  const slots = createSlots(known.parallel);
  const disposal = new AbortController();
  let isStuck = false;
  const capabilities = {
    stop: true,
    logprobs: false,
    tools: false,
    responseFormat: false,
    exactCounts: false,
    promptReuseSwitch: false,
    ...known,
  };

  async function* answer(request: ChatRequest, { signal, observer }: ChatOptions): AsyncGenerator<ChatEvent> {
    requireUsable();
    const warnings = validateChatRequest(request, capabilities);
    observer?.mark("prepared");
    const left = new AbortController();
    const ending = anySignal(disposal.signal, left.signal, signal);
    const giveBack = await slots.take(ending);
    const pieces = openPieces(() => adapter.generate(toInput(adapter, request), toParams(request, ending)));
    try {
      observer?.mark("sent");
      yield { type: "start" };
      for (const warning of warnings) yield { type: "warning", warning };
      const finish = (reason: FinishReason): ChatEvent => {
        if (disposal.signal.aborted) throw unloaded(id);
        return { type: "finish", reason, usage: {} };
      };

      const gate = createTextGate(request.stop);
      while (true) {
        requireUsable();
        const waited = await waitFor(pieces.next, { clock, limitMs, signal: ending });
        if (waited.type === "aborted") return yield finish("aborted");
        if (waited.type === "timeout") throw tooSlow("generate", limitMs);
        if (waited.type === "failed") throw threw("generate", waited.error);
        const { value } = waited;
        if (value !== undefined && typeof value !== "string")
          throw wrongType("Each piece of the adapter's answer must be a text", value);
        const { text, stopped } = value === undefined ? gate.flush() : gate.push(value);
        if (text !== "") yield { type: "text-delta", text };
        if (ending.aborted) return yield finish("aborted");
        if (stopped || value === undefined) return yield finish("stop");
      }
    } finally {
      left.abort();
      // The caller has its answer; the place stays taken until the module is really done.
      void waitFor(pieces.close, { clock, limitMs: closeLimitMs }).then(({ type }) => {
        isStuck = isStuck || type === "timeout";
        giveBack?.();
        if (isStuck) onStuck();
      });
    }
  }

  function requireUsable(): void {
    if (disposal.signal.aborted) throw unloaded(id);
    if (isStuck) throw stuck(closeLimitMs);
  }

  return {
    id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    [Symbol.asyncDispose]: async () => disposal.abort(),
  };
}

function toInput(adapter: Adapter, { messages }: ChatRequest): unknown {
  return adapter.input === "messages" ? messages : toPromptText(messages);
}

/** Parameters of a module beside its input: the request without the fields that mean nothing to it, and the signal to watch. */
function toParams(request: ChatRequest, signal: AbortSignal): Readonly<Record<string, unknown>> {
  const { promptReuse: _, tools: __, toolChoice: ___, responseFormat: ____, ...params } = request;
  return { ...params, signal };
}
