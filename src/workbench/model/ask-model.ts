import { ttft } from "../../bench/metrics/latency.ts";
import { decodeRate } from "../../bench/metrics/pace.ts";
import { recordSample } from "../../bench/record-sample.ts";
import type { ChatEvent, FinishReason } from "../../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { decorateChatModel } from "../../core/decorate-chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { EngineTimings, Usage } from "../../core/usage.ts";
import type { Warning } from "../../core/warning.ts";
import type { Clock } from "../../lib/clock.ts";

/** An answer with what was measured of it. */
export interface Answer {
  readonly text: string;
  readonly reasoning?: string | undefined;
  /** `aborted` when the caller stopped it; what had come is in `text`. */
  readonly finishReason: FinishReason;
  readonly usage: Usage;
  readonly timings: AnswerTimings;
  readonly warnings: readonly Warning[];
}

/** Times of one answer on our own clock, by the formulas of the metrics of the same names; absent when they could not be seen. */
export interface AnswerTimings {
  readonly ttftMs?: number | undefined;
  readonly e2eMs: number;
  /** Tokens per second after the first one. */
  readonly tokensPerSecond?: number | undefined;
  /** What the engine says of itself. */
  readonly engine?: EngineTimings | undefined;
}

export interface AskOptions {
  readonly clock: Clock;
  /** Stops the answer, which is then returned as far as it came. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each event as it comes. */
  readonly onEvent?: ((event: ChatEvent) => void) | undefined;
}

/**
 * Asks a model once and measures the answer as a benchmark would.
 *
 * @throws AssayError whatever the model failed with
 */
export async function askModel(chat: ChatModel, request: ChatRequest, options: AskOptions): Promise<Answer> {
  const sample = await recordSample({
    cell: { cell: "", target: chat.id, prompt: "", round: 1, phase: "timed" },
    chat: listenTo(chat, options),
    request,
    clock: options.clock,
  });
  if (sample.error !== undefined) throw new AssayError(sample.error);
  const [ttftMs] = ttft.values(sample);
  const [tokensPerSecond] = decodeRate.values(sample);
  return {
    text: sample.text,
    reasoning: sample.reasoning,
    finishReason: sample.finishReason ?? "stop",
    usage: sample.usage,
    timings: { ttftMs, e2eMs: sample.timeline.endMs - sample.timeline.sentMs, tokensPerSecond, engine: sample.timings },
    warnings: sample.warnings,
  };
}

/** The same model, with someone who hears its events and may stop it; a stopped answer ends with what had come. */
function listenTo(chat: ChatModel, { signal, onEvent }: AskOptions): ChatModel {
  return decorateChatModel(chat, {
    async *chat(request, options) {
      for await (const event of chat.chat(request, { ...options, signal })) {
        onEvent?.(event);
        yield event;
      }
    },
  });
}
