import type { ChatEvent, FinishEvent } from "../core/chat-event.ts";
import type { ChatModel, ChatObserver, ChatRequest } from "../core/chat-model.ts";
import { AssayError, toErrorRecord } from "../core/errors.ts";
import type { PipelineStep } from "../core/pipeline-step.ts";
import type { Sample } from "../core/sample.ts";
import type { Warning } from "../core/warning.ts";
import { anySignal } from "../lib/any-signal.ts";
import type { Clock } from "../lib/clock.ts";

/** A request that is about to be made. */
export interface SampleRequest {
  readonly cell: Pick<Sample, "cell" | "target" | "prompt" | "round" | "phase" | "first" | "nonce">;
  readonly chat: ChatModel;
  readonly request: ChatRequest;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** A request that takes longer is ended and recorded as failed with `timeout`. */
  readonly timeLimitMs?: number | undefined;
  /** When the schedule wanted the request; default: now. */
  readonly intendedMs?: number | undefined;
  /** Called at every delta with the tokens so far and the ms since the first one. */
  readonly onDelta?: ((tokens: number, ms: number) => void) | undefined;
}

export type Recorder = (request: SampleRequest) => Promise<Sample>;

/**
 * Makes one request and records what came when, on the measurer's clock.
 *
 * Arrivals are stamped when the bytes came where the target travels over a wire, else when the event was handed over.
 * A failing request is a sample too: `status` is `failed` and everything that had arrived is kept.
 * @throws AssayError `aborted` when the caller's signal stopped the request; nothing is to be recorded then
 */
export async function recordSample(options: SampleRequest): Promise<Sample> {
  const { clock, chat, request } = options;
  const intendedMs = options.intendedMs ?? clock.now();
  const marks = new Map<string, number>();
  const observer: ChatObserver = {
    mark: (point) => {
      // A request that is sent again after a refusal starts anew: what came before is none of its latency.
      if (point === "sent") for (const later of ["headers", "first-byte"]) marks.delete(later);
      if (point === "sent" || !marks.has(point)) marks.set(point, clock.now());
    },
    receive: () => clock.now(),
  };
  const limit = new AbortController();
  const timer = options.timeLimitMs === undefined ? undefined : setTimeout(() => limit.abort(), options.timeLimitMs);
  const signal = anySignal(options.signal, limit.signal);

  const arrivals = createArrivals();
  let finish: FinishEvent | undefined;
  let failure: unknown;
  const startedMs = clock.now();
  try {
    for await (const event of chat.chat(request, { signal, observer })) {
      const atMs = event.receipt ?? clock.now();
      if (event.type === "finish") finish = event;
      else arrivals.add(event, atMs);
      if (options.onDelta !== undefined) arrivals.report(options.onDelta);
    }
    if (finish === undefined)
      throw new AssayError({ code: "stream-cut", message: `${chat.id} ended its answer without saying why.` });
  } catch (thrown) {
    failure = thrown;
  } finally {
    clearTimeout(timer);
  }
  const endMs = clock.now();
  if (options.signal?.aborted) throw new AssayError({ code: "aborted", message: "The request was stopped." });
  if (limit.signal.aborted && (failure !== undefined || finish?.reason === "aborted"))
    failure = overTime(options.timeLimitMs);

  const sentMs = marks.get("sent") ?? startedMs;
  const preparedMs = marks.get("prepared");
  const headersMs = marks.get("headers");
  const firstByteMs = marks.get("first-byte");
  return {
    type: "sample",
    ...options.cell,
    status: failure === undefined ? "ok" : "failed",
    ...(failure !== undefined && { error: toErrorRecord(failure) }),
    timeline: {
      intendedMs,
      ...(preparedMs !== undefined && { preparedMs }),
      sentMs,
      ...(headersMs !== undefined && { headersMs }),
      ...(firstByteMs !== undefined && { firstByteMs }),
      ...arrivals.timeline(),
      endMs,
    },
    deltas: arrivals.deltas(sentMs),
    text: arrivals.text,
    ...(arrivals.reasoning !== "" && { reasoning: arrivals.reasoning }),
    ...(finish !== undefined && failure === undefined && { finishReason: finish.reason }),
    usage: finish?.usage ?? {},
    ...(finish?.timings !== undefined && { timings: finish.timings }),
    ...(request.maxTokens !== undefined && { maxTokens: request.maxTokens }),
    ...(arrivals.logprobs.length > 0 && { logprobs: arrivals.logprobs }),
    ...(arrivals.steps.length > 0 && { steps: arrivals.steps.filter(({ state }) => state !== "started") }),
    warnings: arrivals.warnings,
  };
}

/** Collects the deltas of one answer as columns. */
function createArrivals() {
  const atMs: number[] = [];
  const tokens: (number | null)[] = [];
  const characters: number[] = [];
  const warnings: Warning[] = [];
  const steps: PipelineStep[] = [];
  const logprobs: number[] = [];
  let counted = 0;
  let firstChunkMs: number | undefined;
  let firstContentMs: number | undefined;

  return {
    text: "",
    reasoning: "",
    warnings,
    steps,
    logprobs,
    add(event: Exclude<ChatEvent, FinishEvent>, now: number): void {
      firstChunkMs ??= now;
      switch (event.type) {
        case "text-delta":
        case "reasoning-delta":
          atMs.push(now);
          tokens.push(event.tokens ?? null);
          characters.push(event.text.length);
          counted += event.tokens ?? 1;
          if (event.type === "reasoning-delta") this.reasoning += event.text;
          else {
            firstContentMs ??= now;
            this.text += event.text;
            for (const { logprob } of event.logprobs ?? []) logprobs.push(round(logprob));
          }
          break;
        case "warning":
          warnings.push(event.warning);
          break;
        case "step":
          steps.push(event.step);
          break;
        case "start":
        case "tool-call":
        case "tool-call-delta":
          break;
        default:
          event satisfies never;
      }
    },
    report(onDelta: (tokens: number, ms: number) => void): void {
      onDelta(counted, (atMs.at(-1) ?? 0) - (atMs[0] ?? 0));
    },
    timeline() {
      const firstTokenMs = atMs[0];
      const lastTokenMs = atMs.at(-1);
      return {
        ...(firstChunkMs !== undefined && { firstChunkMs }),
        ...(firstTokenMs !== undefined && { firstTokenMs }),
        ...(firstContentMs !== undefined && { firstContentMs }),
        ...(lastTokenMs !== undefined && { lastTokenMs }),
      };
    },
    deltas: (sentMs: number) => ({ atMs: atMs.map((at) => round(at - sentMs)), tokens, characters }),
  };
}

/** Microseconds are as fine as the clock is true, and a thousandth says all of a probability; more digits would only fill the journal. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function overTime(timeLimitMs: number | undefined): AssayError {
  return new AssayError({
    code: "timeout",
    message: `The answer was still under way after ${timeLimitMs} ms.`,
    hint: "Allow more time, or ask for fewer tokens.",
  });
}
