import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatModel, ChatOptions, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { Clock } from "../../lib/clock.ts";
import { createEventQueue } from "../../lib/event-queue.ts";
import { blocked } from "./errors.ts";
import type { ModelProcess } from "./model-process.ts";
import { OVER } from "./over.ts";
import type { LoadedRecord } from "./protocol.ts";

/** After an abort the child's own finish, with its exact counts, is waited for so long; the caller is promised 200 ms. */
const ABORT_GRACE_MS = 120;

/**
 * Creates the chat model that asks the child.
 *
 * An aborted caller gets the child's finish, or after 120 ms one of ours, whose usage lacks the prompt tokens.
 * A request that then still computes after `blockedMs` is ended with its process; later requests fail with `model-crashed`.
 */
export function createHostedChat(
  process: ModelProcess,
  { id, capabilities, counts }: NonNullable<LoadedRecord["chat"]>,
  { clock, blockedMs }: { readonly clock: Clock; readonly blockedMs: number },
): ChatModel {
  async function* answer(request: ChatRequest, { signal, observer }: ChatOptions): AsyncGenerator<ChatEvent> {
    // The child checks again and sends the warnings; here it is done before numbers such as NaN are lost in JSON.
    validateChatRequest(request, capabilities);
    observer?.mark("prepared");
    if (signal?.aborted) {
      yield { type: "start" };
      return yield { type: "finish", reason: "aborted", usage: { completionTokens: 0, source: "engine" } };
    }

    let state: "asked" | "started" | "finished" = "asked";
    let completionTokens: number | undefined = 0;
    const released = new AbortController();
    const queue = createEventQueue<ChatEvent>(() => {
      signal?.removeEventListener("abort", abort);
      if (state !== "finished") stop();
      state = "finished";
    });

    function pass(event: ChatEvent): void {
      if (state === "finished") return;
      state = event.type === "finish" ? "finished" : "started";
      if (event.type === "text-delta" || event.type === "reasoning-delta")
        completionTokens = add(completionTokens, event.tokens);
      queue.push(event);
      if (state === "finished") queue.end();
    }

    async function abort(): Promise<void> {
      stop();
      await clock.sleep(ABORT_GRACE_MS, released.signal);
      if (state === "asked") pass({ type: "start" });
      const source = capabilities.exactCounts ? "engine" : undefined;
      pass({ type: "finish", reason: "aborted", usage: { completionTokens, source } });
    }

    let stopping = false;
    async function stop(): Promise<void> {
      if (stopping || released.signal.aborted) return;
      stopping = true;
      exchange.cancel();
      await clock.sleep(blockedMs, released.signal);
      if (!released.signal.aborted) process.end(blocked(blockedMs));
    }

    const exchange = process.ask(
      { type: "chat", request },
      {
        onEvent: ({ event }) => {
          const receipt = observer?.receive();
          pass(receipt === undefined ? event : { ...event, receipt });
        },
        onDone: () => {
          released.abort(OVER);
          queue.end();
        },
        onFailed: (error) => {
          released.abort(OVER);
          queue.fail(error);
        },
      },
    );
    observer?.mark("sent");
    signal?.addEventListener("abort", abort, { once: true });
    yield* queue;
  }

  async function countTokens(
    { messages, tools }: Pick<ChatRequest, "messages" | "tools">,
    signal?: AbortSignal,
  ): Promise<number> {
    if (signal?.aborted)
      throw new AssayError({ code: "aborted", message: "Cannot count the tokens as the caller said stop" });
    // Counting takes milliseconds in the child: an abort meanwhile need not end it.
    return (await process.request({ type: "count", request: { messages, tools } })) as number;
  }

  return {
    id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    ...(counts ? { countTokens } : {}),
    [Symbol.asyncDispose]: () => process.unload(),
  };
}

function add(sum: number | undefined, more: number | undefined): number | undefined {
  return sum === undefined || more === undefined ? undefined : sum + more;
}
