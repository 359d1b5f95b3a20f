import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import type { SignalRule } from "../core/pipeline.ts";
import { createPipelineModel, type PipelineOptions } from "./create-pipeline-model.ts";
import { notice, runHidden, runShown, type StepAnswer, type StepContext, showKept, toEvent } from "./run-step.ts";
import { SIGNALS } from "./signals.ts";

export interface CascadeSettings {
  readonly when: readonly SignalRule[];
}

/**
 * Composes a small model that answers and a larger one that answers instead where a signal says that the small one is not sure.
 *
 * Where one of the two fails the other answers, and a warning says so.
 * @throws AssayError as the last model that could answer does
 */
export function cascade(
  parts: { readonly small: ChatModel; readonly large: ChatModel },
  { when }: CascadeSettings,
  options: PipelineOptions,
): ChatModel {
  return createPipelineModel([parts.small, parts.large], options, (request, context) =>
    escalate({ ...parts, when, request, names: ["small", "large"] }, context),
  );
}

/** A small answer that a large model may take the place of. */
export interface Escalation {
  readonly small: ChatModel;
  readonly large: ChatModel;
  readonly when: readonly SignalRule[];
  readonly request: ChatRequest;
  /** Names of the two steps. */
  readonly names: readonly [small: string, large: string];
}

/** Answers with the small model, and with the large one where a signal asks for it or the small one fails. */
export async function* escalate(
  { small, large, when, request, names: [smallName, largeName] }: Escalation,
  context: StepContext,
): AsyncGenerator<ChatEvent> {
  const tried = yield* runHidden({ name: smallName, model: small, request: withLogprobs(request, when) }, context);
  if (tried.type === "answered" && tried.finish.reason === "aborted") return yield* showKept(tried, context);
  const judged = tried.type === "failed" ? { because: `${small.id} failed` } : judge(tried, when);
  if (tried.type === "failed")
    yield notice(`${small.id} could not answer, so ${large.id} does: ${tried.error.message}`);
  if (tried.type === "answered" && judged.because === undefined) {
    yield toEvent({ name: largeName, model: large.id, state: "skipped", ...judged, because: "no signal asks for it" });
    yield* showKept(withoutLogprobs(tried, request), context);
    return;
  }
  const { because } = judged;
  const escalated = yield* runShown({ name: largeName, model: large, request, ...judged }, context);
  if (escalated.type === "answered") {
    yield escalated.finish;
    return;
  }
  if (escalated.hasContent || tried.type === "failed") throw escalated.error;
  yield notice(
    `${large.id} could not answer, so the answer of ${small.id} is shown though ${because}: ${escalated.error.message}`,
  );
  yield* showKept(withoutLogprobs(tried, request), context);
}

/** Log-probabilities for the signals, beside those that the caller wants. */
function withLogprobs(request: ChatRequest, when: readonly SignalRule[]): ChatRequest {
  const needed = when.some(({ signal }) => SIGNALS[signal].needsLogprobs === true);
  return needed && request.logprobs === undefined ? { ...request, logprobs: 0 } : request;
}

/** The caller sees log-probabilities only where it asked for them. */
function withoutLogprobs(answered: StepAnswer, { logprobs }: ChatRequest): StepAnswer {
  if (logprobs !== undefined) return answered;
  const events = answered.events.map((event) => {
    if (event.type !== "text-delta" && event.type !== "reasoning-delta") return event;
    const { logprobs: _, ...delta } = event;
    return delta;
  });
  return { ...answered, events };
}

/** Reads the signals of an answer, and says which one asks for the larger model. A signal that is not known asks for nothing. */
function judge(
  { text, logprobs, finish }: Pick<StepAnswer, "text" | "logprobs" | "finish">,
  when: readonly SignalRule[],
): { readonly because?: string | undefined; readonly signals: Readonly<Record<string, number>> } {
  const facts = { text, logprobs: logprobs.map(({ logprob }) => logprob), reason: finish.reason };
  const signals: Record<string, number> = {};
  let because: string | undefined;
  for (const { signal, below, above } of when) {
    const value = SIGNALS[signal].read(facts);
    if (value === undefined) continue;
    signals[signal] = value;
    if (below !== undefined && value < below) because ??= `its ${signal} of ${format(value)} is below ${below}`;
    if (above !== undefined && value > above) because ??= `its ${signal} of ${format(value)} is above ${above}`;
  }
  return { because, signals };
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
