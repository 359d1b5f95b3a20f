import type { ChatEvent, FinishEvent, TokenLogprob } from "../../../core/chat-event.ts";
import type { ToolCall } from "../../../core/chat-model.ts";
import type { PipelineStep } from "../../../core/pipeline-step.ts";

/** All that one answer held. */
export interface ChatAnswer {
  text: string;
  reasoning: string;
  readonly calls: ToolCall[];
  logprobs: TokenLogprob[] | undefined;
  /** Of a pipeline, in the order in which they came. */
  readonly steps: PipelineStep[];
  finish: FinishEvent | undefined;
}

export function emptyAnswer(): ChatAnswer {
  return { text: "", reasoning: "", calls: [], steps: [], logprobs: undefined, finish: undefined };
}

/** Adds one event to an answer. */
export function addEvent(answer: ChatAnswer, event: ChatEvent): void {
  switch (event.type) {
    case "text-delta":
      answer.text += event.text;
      if (event.logprobs !== undefined) {
        answer.logprobs ??= [];
        answer.logprobs.push(...event.logprobs);
      }
      return;
    case "reasoning-delta":
      answer.reasoning += event.text;
      return;
    case "tool-call":
      answer.calls.push({ id: event.id, name: event.name, argumentsJson: event.argumentsJson });
      return;
    case "finish":
      answer.finish = event;
      return;
    case "step":
      answer.steps.push(event.step);
      return;
    case "start":
    case "tool-call-delta":
    case "warning":
      return;
    default:
      event satisfies never;
  }
}
