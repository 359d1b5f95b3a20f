import type { FinishReason } from "../../../core/chat-event.ts";

/** OpenAI's word for why an answer ended; what was cut by the client counts as a stop. */
export function toFinishReason(reason: FinishReason): "stop" | "length" | "tool_calls" {
  switch (reason) {
    case "stop":
    case "aborted":
      return "stop";
    case "length":
      return "length";
    case "tool-call":
      return "tool_calls";
    default:
      return reason satisfies never;
  }
}
