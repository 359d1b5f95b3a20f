import type { ChatEvent } from "../../../core/chat-event.ts";
import type { PipelineStep } from "../../../core/pipeline-step.ts";
import type { Usage } from "../../../core/usage.ts";
import type { AnswerHead } from "./answer-head.ts";
import { encodeLogprobs } from "./encode-logprobs.ts";
import { encodeStep } from "./encode-step.ts";
import { encodeUsage } from "./encode-usage.ts";
import { toFinishReason } from "./finish-reason.ts";

/** Writes the events of one choice as frames of `chat.completion.chunk`. */
export interface ChunkEncoder {
  /** The frame of an event; absent when it has nothing to show. */
  encode(event: ChatEvent): string | undefined;
}

/**
 * Creates the encoder of one choice.
 *
 * All of a chunk but its text is the same each time, and is made once: a stream is thousands of them.
 */
export function createChunkEncoder(head: AnswerHead, index: number): ChunkEncoder {
  const open = `data: {${fieldsOf(head)},"choices":[{"index":${index},"delta":`;
  const frame = (delta: object, logprobs: object | null, reason: string | null) =>
    `${open}${JSON.stringify(delta)},"logprobs":${JSON.stringify(logprobs)},"finish_reason":${JSON.stringify(reason)}}]}\n\n`;
  const openText = `${open}{"content":`;
  const closeText = '},"logprobs":null,"finish_reason":null}]}\n\n';
  let calls = 0;
  /** The call whose arguments are being written. */
  let openCall: string | undefined;

  return {
    encode(event) {
      switch (event.type) {
        case "text-delta":
          return event.logprobs === undefined
            ? openText + JSON.stringify(event.text) + closeText
            : frame({ content: event.text }, encodeLogprobs(event.logprobs), null);
        case "start":
          return frame({ role: "assistant", content: "" }, null, null);
        case "reasoning-delta":
          return frame({ reasoning_content: event.text }, null, null);
        case "tool-call-delta": {
          const isFirst = openCall !== event.id;
          openCall = event.id;
          const called = { ...(isFirst ? { name: event.name } : {}), arguments: event.argumentsText };
          if (head.legacyFunctions) return frame({ function_call: called }, null, null);
          const named = isFirst ? { id: event.id, type: "function" } : {};
          return frame({ tool_calls: [{ index: calls, ...named, function: called }] }, null, null);
        }
        case "tool-call": {
          // Whoever got its parts has it already.
          if (openCall === event.id) {
            calls++;
            return undefined;
          }
          const called = { name: event.name, arguments: event.argumentsJson };
          const call = { index: calls++, id: event.id, type: "function", function: called };
          return frame(head.legacyFunctions ? { function_call: called } : { tool_calls: [call] }, null, null);
        }
        case "finish": {
          const reason = toFinishReason(event.reason);
          return frame({}, null, head.legacyFunctions && reason === "tool_calls" ? "function_call" : reason);
        }
        case "step":
          return head.includeSteps === true ? encodeStepChunk(head, index, event.step) : undefined;
        case "warning":
          return undefined;
        default:
          return event satisfies never;
      }
    },
  };
}

/** The frame that comes last where usage was asked for; absent where the counts are not known. */
export function encodeUsageChunk(head: AnswerHead, usage: Usage): string | undefined {
  const counts = encodeUsage(usage);
  return counts && `data: {${fieldsOf(head)},"choices":[],"usage":${JSON.stringify(counts)}}\n\n`;
}

/** A step has a frame of its own without choices, as usage has: clients that do not know it pass over it. */
function encodeStepChunk(head: AnswerHead, index: number, step: PipelineStep): string {
  return `data: {${fieldsOf(head)},"choices":[],"step":${JSON.stringify(encodeStep(step, index))}}\n\n`;
}

function fieldsOf({ id, created, model }: AnswerHead): string {
  const fields = { id, object: "chat.completion.chunk", created, model, system_fingerprint: null };
  return JSON.stringify(fields).slice(1, -1);
}
