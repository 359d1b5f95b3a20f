import { recordSample } from "../../src/bench/record-sample.ts";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../../src/core/chat-model.ts";
import { decorateChatModel } from "../../src/core/decorate-chat-model.ts";
import type { Sample } from "../../src/core/sample.ts";
import { anySignal } from "../../src/lib/any-signal.ts";
import { systemClock } from "../../src/lib/clock.ts";

export interface MeasuredAnswer {
  readonly model: ChatModel;
  readonly request: ChatRequest;
  /** Stops the answer: what has come by then is a sample too, with `aborted` for its end. */
  readonly signal?: AbortSignal | undefined;
  /** Called with every event as it comes. */
  readonly onEvent?: ((event: ChatEvent) => void) | undefined;
  /** Its place in a series of answers. */
  readonly cell?: Partial<Sample> | undefined;
}

/**
 * Asks a model and records the answer as `assay bench` does, on the page's clock.
 *
 * Never rejects: a failure is a sample whose status is `failed`, with the error and all that had come.
 */
export function measureAnswer({ model, request, signal, onEvent, cell }: MeasuredAnswer): Promise<Sample> {
  const chat = decorateChatModel(model, {
    async *chat(asked, options) {
      for await (const event of model.chat(asked, { ...options, signal: anySignal(options?.signal, signal) })) {
        onEvent?.(event);
        yield event;
      }
    },
  });
  return recordSample({
    cell: { cell: "1", target: model.id, prompt: "", round: 1, phase: "timed", ...cell },
    chat,
    request,
    clock: systemClock,
  });
}
