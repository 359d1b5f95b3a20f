import type { ChatMessage, ToolDefinition } from "../../src/core/chat-model.ts";
import type { AnswerPart } from "../../src/dialect/answer-part.ts";
import { createAnswerReader } from "../../src/dialect/answer-reader.ts";
import type { ChatTemplate } from "../../src/dialect/chat-template.ts";
import { sharedBeginning } from "../../src/dialect/segments.ts";

export const tools: readonly ToolDefinition[] = [
  {
    name: "get_weather",
    description: "Weather of a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer" }, options: { type: "object" } },
    },
  },
  { name: "now", description: "The time", parameters: { type: "object", properties: {} } },
];

export type Call = readonly [name: string, given: Readonly<Record<string, unknown>>];

/** Calls of one turn each. */
export const turns: Readonly<Record<string, readonly Call[]>> = {
  one: [["get_weather", { city: "Oslo", days: 2 }]],
  two: [
    ["get_weather", { city: 'Oslo "x"\n<b> é🙂' }],
    ["get_weather", { city: "Rome", days: 1 }],
  ],
  nested: [["get_weather", { city: "1", options: { a: [1, true, null, "x}"], b: { c: "</d>" } } }]],
  empty: [["now", {}]],
};

/** Writes a turn of calls as the template writes it in a history: what a model that was trained with it answers. */
export function writeAnswer(
  template: ChatTemplate,
  calls: readonly Call[],
): { readonly prompt: string; readonly answer: string } {
  const ask: ChatMessage = { role: "user", content: "Weather?" };
  const toolCalls = calls.map(([name, given], index) => ({
    id: `c${index}`,
    name,
    argumentsJson: JSON.stringify(given),
  }));
  const results = toolCalls.map(({ id }) => ({ role: "tool" as const, content: "RESULT", toolCallId: id }));
  const said: ChatMessage = { role: "assistant", content: "", reasoning: "Hm.", toolCalls };
  const prompt = template.render({ messages: [ask], tools }).text;
  const whole = template.render({ messages: [ask, said, ...results], tools }).text;
  return { prompt, answer: whole.slice(sharedBeginning(whole, prompt).length) };
}

/** Reads an answer that comes in pieces; one call a line. */
export function readAnswer(template: ChatTemplate, prompt: string, pieces: readonly string[]): string {
  const { form, thinking, begun } = template.readingOf(prompt);
  const reader = createAnswerReader({ form, thinking, begun, tools, calls: "any" });
  return describeCalls([...pieces.flatMap((piece) => reader.push(piece)), ...reader.flush()]);
}

function describeCalls(parts: readonly AnswerPart[]): string {
  let text = "";
  for (const part of parts) {
    if (part.type === "call-begin") text += `${text === "" ? "" : "\n"}${part.name} `;
    if (part.type === "call-arguments") text += part.text;
  }
  return text;
}

/** Calls with their entries in order, so that a template may sort them. */
export function sortCalls(calls: string): unknown {
  return calls.split("\n").map((call) => {
    const at = call.indexOf(" ");
    return [call.slice(0, at), Object.entries(JSON.parse(call.slice(at))).sort()];
  });
}
