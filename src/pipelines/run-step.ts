import type { ChatEvent, FinishEvent, TokenLogprob } from "../core/chat-event.ts";
import type { ChatModel, ChatOptions, ChatRequest } from "../core/chat-model.ts";
import { type AssayError, toAssayError, toErrorRecord } from "../core/errors.ts";
import type { PipelineStep } from "../core/pipeline-step.ts";
import type { Clock } from "../lib/clock.ts";

/** One model asked one thing, for a pipeline's answer. */
export interface StepCall {
  /** Such as `draft`. */
  readonly name: string;
  readonly model: ChatModel;
  readonly request: ChatRequest;
  /** The reason why it runs, a clause. */
  readonly because?: string | undefined;
  /** Values that its rule looked at. */
  readonly signals?: PipelineStep["signals"];
}

/** What all steps of one answer share. */
export interface StepContext {
  readonly clock: Clock;
  readonly options: ChatOptions;
}

/** Outcome of a step that did not fail. */
export interface StepAnswer {
  readonly type: "answered";
  readonly text: string;
  /** Empty where the model tells none. */
  readonly logprobs: readonly TokenLogprob[];
  /** The events of the answer itself, to be shown later; empty for a step that was shown at once. */
  readonly events: readonly ChatEvent[];
  readonly finish: FinishEvent;
}

/** `hasContent`: some of the answer was shown already, so that no other step can answer in its place. */
export interface StepFailure {
  readonly type: "failed";
  readonly error: AssayError;
  readonly hasContent: boolean;
}

/** Runs a step and keeps its answer back; the caller looks at it first. */
export async function* runHidden(
  call: StepCall,
  context: StepContext,
): AsyncGenerator<ChatEvent, StepAnswer | StepFailure> {
  return yield* run(call, context, false);
}

/** Runs a step and passes its answer on as it comes, without its finish: the pipeline ends the answer itself. */
export async function* runShown(
  call: StepCall,
  context: StepContext,
): AsyncGenerator<ChatEvent, StepAnswer | StepFailure> {
  return yield* run(call, context, true);
}

/** Shows an answer that was kept back, and ends it: now is when it arrives. */
export function* showKept({ events, finish }: StepAnswer, { options: { signal } }: StepContext): Generator<ChatEvent> {
  for (const { receipt: _, ...event } of events) {
    if (signal?.aborted) break;
    yield event;
  }
  yield signal?.aborted ? { ...finish, reason: "aborted" } : finish;
}

async function* run(
  { name, model, request, because, signals }: StepCall,
  { clock, options }: StepContext,
  isShown: boolean,
): AsyncGenerator<ChatEvent, StepAnswer | StepFailure> {
  const told = { name, model: model.id, ...(because !== undefined && { because }), ...(signals && { signals }) };
  const startedMs = clock.now();
  const kept: ChatEvent[] = [];
  const logprobs: TokenLogprob[] = [];
  let text = "";
  let hasContent = false;
  yield toEvent({ ...told, state: "started" });
  try {
    for await (const event of model.chat(request, forPart(options, isShown))) {
      if (event.type === "finish") {
        const { usage } = event;
        const ms = clock.now() - startedMs;
        yield toEvent({ ...told, state: "finished", usage, ms, ...(!isShown && { text }) });
        return { type: "answered", text, logprobs, events: kept, finish: event };
      }
      if (event.type === "start") continue;
      if (event.type === "text-delta") {
        text += event.text;
        logprobs.push(...(event.logprobs ?? []));
      }
      if (event.type === "warning" || event.type === "step" || isShown) {
        hasContent ||= event.type !== "warning" && event.type !== "step";
        yield event;
      } else kept.push(event);
    }
    throw new Error(`${model.id} ended its answer without a finish`);
  } catch (thrown) {
    const error = toAssayError(thrown);
    yield toEvent({ ...told, state: "failed", ms: clock.now() - startedMs, error: toErrorRecord(error) });
    return { type: "failed", error, hasContent };
  }
}

/** What is kept back is stamped when it is shown; of what is shown at once, its bytes are. */
function forPart({ signal, observer }: ChatOptions, isShown: boolean): ChatOptions {
  if (observer === undefined || !isShown) return { signal };
  return { signal, observer: { mark: () => {}, receive: () => observer.receive() } };
}

export function toEvent(step: PipelineStep): ChatEvent {
  return { type: "step", step };
}

/** Says that something was not done as it was meant. */
export function notice(message: string): ChatEvent {
  return { type: "warning", warning: { code: "notice", message } };
}
