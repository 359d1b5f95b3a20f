import type { ChatEvent } from "../../../core/chat-event.ts";
import type { ChatModel, ChatOptions, ChatRequest, RenderedPrompt } from "../../../core/chat-model.ts";
import { AssayError } from "../../../core/errors.ts";
import type { Clock } from "../../../lib/clock.ts";
import { createEventQueue } from "../../../lib/event-queue.ts";
import { type Exchange, type ModelLink, OVER } from "./model-link.ts";
import type { LoadedParts } from "./protocol.ts";

/** After an abort the model's own finish, with its exact counts, is waited for so long; the caller is promised 200 ms. */
const ABORT_GRACE_MS = 120;

interface AbortLimits {
  readonly clock: Clock;
  readonly blockedMs: number;
}

/**
 * Creates the chat model that asks a model behind a link.
 *
 * An aborted caller gets the model's own finish, or after 120 ms one of ours, whose usage lacks the prompt tokens.
 * A request that then still computes after `blockedMs` ends the process of the model; later requests fail with `model-crashed`.
 */
export function createHostedChat(
  link: ModelLink,
  { id, capabilities, counts, renders }: NonNullable<LoadedParts["chat"]>,
  limits: AbortLimits,
): ChatModel {
  const { exactCounts } = capabilities;

  async function* answer(request: ChatRequest, options: ChatOptions): AsyncGenerator<ChatEvent> {
    // The engine behind the link checks the request; only what JSON would turn into null must be refused on this side.
    requireFinite(request);
    options.observer?.mark("prepared");
    if (options.signal?.aborted) {
      yield { type: "start" };
      return yield { type: "finish", reason: "aborted", usage: { completionTokens: 0, source: "engine" } };
    }
    yield* new HostedAnswer(link, options, { ...limits, exactCounts }).ask(request);
  }

  async function askOfPrompt<T>(
    type: "count" | "render",
    { messages, tools }: Pick<ChatRequest, "messages" | "tools">,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (signal?.aborted) throw new AssayError({ code: "aborted", message: "Reading the prompt was stopped." });
    // It takes milliseconds there: an abort meanwhile need not end it.
    return (await link.request({ type, request: { messages, tools } })) as T;
  }

  return {
    id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    ...(counts ? { countTokens: (request, signal) => askOfPrompt<number>("count", request, signal) } : {}),
    ...(renders ? { renderPrompt: (request, signal) => askOfPrompt<RenderedPrompt>("render", request, signal) } : {}),
    [Symbol.asyncDispose]: () => link.unload(),
  };
}

/** One answer, from the question until the model has let go of it. */
class HostedAnswer {
  readonly #link: ModelLink;
  readonly #options: ChatOptions;
  readonly #limits: AbortLimits & { readonly exactCounts: boolean };
  readonly #queue = createEventQueue<ChatEvent>(() => this.#leave());
  /** Aborts when the model has nothing of the request any more. */
  readonly #released = new AbortController();
  readonly #onAbort = () => void this.#abort();
  #exchange: Exchange | undefined;
  #state: "asked" | "started" | "finished" = "asked";
  #completionTokens: number | undefined = 0;
  #isStopping = false;

  constructor(link: ModelLink, options: ChatOptions, limits: AbortLimits & { readonly exactCounts: boolean }) {
    this.#link = link;
    this.#options = options;
    this.#limits = limits;
  }

  ask(request: ChatRequest): AsyncIterable<ChatEvent> {
    const { signal, observer } = this.#options;
    this.#exchange = this.#link.ask(
      { type: "chat", request },
      {
        onEvent: ({ event }) => {
          const receipt = observer?.receive();
          this.#pass(receipt === undefined ? event : { ...event, receipt });
        },
        onDone: () => {
          this.#released.abort(OVER);
          this.#queue.end();
        },
        onFailed: (error) => {
          this.#released.abort(OVER);
          this.#queue.fail(error);
        },
      },
    );
    observer?.mark("sent");
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    return this.#queue;
  }

  #pass(event: ChatEvent): void {
    if (this.#state === "finished") return;
    this.#state = event.type === "finish" ? "finished" : "started";
    if (event.type === "text-delta" || event.type === "reasoning-delta")
      this.#completionTokens = add(this.#completionTokens, event.tokens);
    this.#queue.push(event);
    if (this.#state === "finished") this.#queue.end();
  }

  /** The caller said stop. */
  async #abort(): Promise<void> {
    const { clock, exactCounts } = this.#limits;
    void this.#stop();
    await clock.sleep(ABORT_GRACE_MS, this.#released.signal);
    if (this.#state === "asked") this.#pass({ type: "start" });
    const usage = { completionTokens: this.#completionTokens, source: exactCounts ? "engine" : undefined } as const;
    this.#pass({ type: "finish", reason: "aborted", usage });
  }

  /** The reader has left, or has read everything. */
  #leave(): void {
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    if (this.#state !== "finished") void this.#stop();
    this.#state = "finished";
  }

  async #stop(): Promise<void> {
    const { clock, blockedMs } = this.#limits;
    if (this.#isStopping || this.#released.signal.aborted) return;
    this.#isStopping = true;
    this.#exchange?.cancel();
    await clock.sleep(blockedMs, this.#released.signal);
    if (!this.#released.signal.aborted) this.#link.end(blocked(blockedMs));
  }
}

function blocked(limitMs: number): AssayError {
  return new AssayError({
    code: "model-crashed",
    message: `A stopped request did not end within ${limitMs} ms, so the model's process was ended.`,
    hint: "Load the model again.",
  });
}

function requireFinite(request: ChatRequest): void {
  for (const [name, value] of Object.entries(request))
    if (typeof value === "number" && !Number.isFinite(value))
      throw new AssayError({
        code: "invalid-input",
        message: `${name} must be a finite number, not ${value}.`,
        hint: `Correct ${name}, or leave it out.`,
      });
}

function add(sum: number | undefined, more: number | undefined): number | undefined {
  return sum === undefined || more === undefined ? undefined : sum + more;
}
