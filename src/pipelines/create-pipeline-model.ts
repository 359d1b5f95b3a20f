import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatRequest } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import type { StepContext } from "./run-step.ts";

export interface PipelineOptions {
  /** Name of the model that is made. */
  readonly id: string;
  /** Tells how long steps take. */
  readonly clock?: Clock | undefined;
  /** Whether it can do what one of its parts can; default: what all of them can. */
  readonly canWhat?: "all" | "any" | undefined;
}

/** Answers one request with the parts' help. Yields everything but the `start`. */
export type AnswerAs = (request: ChatRequest, context: StepContext) => AsyncGenerator<ChatEvent>;

/**
 * Makes a chat model of an answering function. Disposing it leaves the parts to whoever opened them.
 */
export function createPipelineModel(
  parts: readonly ChatModel[],
  { id, clock = systemClock, canWhat = "all" }: PipelineOptions,
  answerAs: AnswerAs,
): ChatModel {
  const capabilities = capabilitiesOf(parts, canWhat);
  return {
    id,
    capabilities,
    async *chat(request, options = {}) {
      if (request.prompt !== undefined) throw answersChatsOnly(id);
      // The steps' own marks would move the time at which the request was sent.
      for (const point of ["prepared", "sent"] as const) options.observer?.mark(point);
      yield { type: "start" };
      yield* answerAs(request, { clock, options });
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Each part checks what it is asked itself, so that nothing has to be checked here beforehand. */
function capabilitiesOf(parts: readonly ChatModel[], canWhat: "all" | "any"): ChatCapabilities {
  const all = (has: (capabilities: ChatCapabilities) => boolean) => parts.every((part) => has(part.capabilities));
  const can = (has: (capabilities: ChatCapabilities) => boolean) =>
    canWhat === "all" ? all(has) : parts.some((part) => has(part.capabilities));
  const contexts = parts.flatMap(({ capabilities: { contextTokens } }) => contextTokens ?? []);
  return {
    temperature: can(({ temperature }) => temperature),
    seed: can(({ seed }) => seed),
    stop: can(({ stop }) => stop),
    logprobs: can(({ logprobs }) => logprobs),
    tools: can(({ tools }) => tools),
    responseFormat: can(({ responseFormat }) => responseFormat),
    exactCounts: all(({ exactCounts }) => exactCounts),
    promptReuseSwitch: all(({ promptReuseSwitch }) => promptReuseSwitch),
    reasoningEffort: can(({ reasoningEffort }) => reasoningEffort === true),
    ...(contexts.length > 0 && { contextTokens: Math.min(...contexts) }),
  };
}

function answersChatsOnly(id: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `${id} is made of several models and answers conversations: it does not continue a text.`,
    hint: "Send messages, or name one of its models.",
  });
}
