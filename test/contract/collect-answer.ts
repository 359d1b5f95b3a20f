import assert from "node:assert/strict";
import type { ChatEvent, FinishEvent } from "../../src/core/chat-event.ts";
import type { ChatModel, ChatOptions, ChatRequest } from "../../src/core/chat-model.ts";

/** Everything that one request brought. */
export interface Answer {
  readonly events: readonly ChatEvent[];
  /** Text without reasoning. */
  readonly text: string;
  /** Sum over the deltas; undefined when one of them did not say. */
  readonly deltaTokens: number | undefined;
  readonly finish: FinishEvent;
}

/** Reads a whole answer and holds it against the order that every answer must have. */
export async function collectAnswer(
  chat: ChatModel,
  request: ChatRequest,
  options?: ChatOptions & { readonly onEvent?: (event: ChatEvent) => void },
): Promise<Answer> {
  const events: ChatEvent[] = [];
  let text = "";
  let deltaTokens: number | undefined = 0;
  for await (const event of chat.chat(request, options)) {
    events.push(event);
    if (event.type === "text-delta") text += event.text;
    if (event.type === "text-delta" || event.type === "reasoning-delta") {
      assert.notEqual(event.text, "", "a delta is never empty");
      assert.ok(event.text.isWellFormed(), `a delta never holds half a character: ${JSON.stringify(event.text)}`);
      deltaTokens = deltaTokens === undefined || event.tokens === undefined ? undefined : deltaTokens + event.tokens;
    }
    options?.onEvent?.(event);
  }
  assert.equal(events[0]?.type, "start", "an answer begins with `start`");
  assert.equal(events.filter((event) => event.type === "start").length, 1, "`start` comes once");
  assert.equal(events.filter((event) => event.type === "finish").length, 1, "`finish` comes once");
  const finish = events.at(-1);
  assert.ok(finish?.type === "finish", "`finish` comes last");
  return { events, text, deltaTokens, finish };
}
