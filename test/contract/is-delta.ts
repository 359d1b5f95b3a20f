import type { ChatEvent } from "../../src/core/chat-event.ts";

/** Whether an event brings text. */
export function isDelta(event: ChatEvent | undefined): boolean {
  return event?.type === "text-delta" || event?.type === "reasoning-delta";
}
