import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { Warning } from "../../core/warning.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import type { Exchange } from "../../http/exchange.ts";
import { anySignal } from "../../lib/any-signal.ts";
import { createSlots } from "../../lib/slots.ts";
import type { ChatStreamDecoder } from "../../wire/openai/decode-chat-stream.ts";
import { createAnswerDecoder } from "./decode-answer.ts";
import { createChatSender } from "./send-chat.ts";

interface ChatSettings {
  readonly id: string;
  readonly parallel?: number | undefined;
  readonly contextTokens?: number | undefined;
  /** Variables of the chat template, unless a request names them too. */
  readonly templateVariables?: ChatRequest["templateVariables"];
}

/** Creates the chat model behind an endpoint. What the protocol has a field for counts as a capability; a probe finds out what the server makes of it. */
export function createOpenAiChat(endpoint: Endpoint, model: string, settings: ChatSettings): ChatModel {
  const { id, parallel, contextTokens } = settings;
  const disposal = new AbortController();
  const slots = createSlots(parallel ?? Number.POSITIVE_INFINITY);
  const sendChat = createChatSender(endpoint, model);
  const capabilities: ChatCapabilities = {
    temperature: true,
    seed: true,
    stop: true,
    logprobs: true,
    tools: true,
    responseFormat: true,
    exactCounts: false,
    reasoningEffort: true,
    promptReuseSwitch: false,
    parallel,
    contextTokens,
    completion: { infill: true },
  };

  async function* answer(request: ChatRequest, { signal, observer }: ChatOptions): AsyncGenerator<ChatEvent> {
    requireOpen();
    const warnings: Warning[] = [...validateChatRequest(request, capabilities)];
    const ending = anySignal(disposal.signal, signal);
    const call = sendChat.prepare(withVariables(request, settings.templateVariables));
    observer?.mark("prepared");

    const giveBack = await slots.take(ending);
    let exchange: Exchange | undefined;
    let started = false;
    try {
      const onRetry = (warning: Warning) => warnings.push({ ...warning, message: endpoint.redact(warning.message) });
      exchange = await call.send({ signal: ending, observer, onRetry });
      for await (const event of readEvents(
        exchange,
        await createAnswerDecoder(endpoint, exchange, request.stream !== false),
      )) {
        // What arrived before an abort stands; what is read after it does not.
        if (ending.aborted) break;
        yield event;
        if (event.type === "finish") return;
        started = true;
        while (warnings.length > 0) yield { type: "warning", warning: warnings.shift() as Warning };
      }
    } catch (error) {
      if (!ending.aborted) throw endpoint.redactError(error);
    } finally {
      exchange?.close();
      giveBack?.();
    }
    requireOpen();
    if (!started) yield { type: "start" };
    for (const warning of warnings) yield { type: "warning", warning };
    yield { type: "finish", reason: "aborted", usage: {} };
  }

  function requireOpen(): void {
    if (disposal.signal.aborted)
      throw new AssayError({
        code: "aborted",
        message: `The model ${id} has been unloaded.`,
        hint: "Load the model again.",
      });
  }

  return {
    id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    [Symbol.asyncDispose]: async () => disposal.abort(),
  };
}

function withVariables(request: ChatRequest, variables: ChatRequest["templateVariables"]): ChatRequest {
  if (variables === undefined) return request;
  return { ...request, templateVariables: { ...variables, ...request.templateVariables } };
}

async function* readEvents(exchange: Exchange, decoder: ChatStreamDecoder): AsyncGenerator<ChatEvent> {
  for await (const { bytes, receipt } of exchange.reads) {
    const events = decoder.push(bytes, receipt);
    // Before the reader learns of the end, and may leave: the connection stays good for the next request.
    if (decoder.done) exchange.close("gently");
    for (const event of events) yield event;
    if (decoder.done) return;
  }
  for (const event of decoder.end()) yield event;
}
