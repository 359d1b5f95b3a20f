import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatMessage } from "../../src/core/chat-model.ts";
import { createChatTemplate } from "../../src/dialect/chat-template.ts";
import { readRealTemplates } from "./llama-sources.ts";
import { readAnswer, sortCalls, tools, turns, writeAnswer } from "./written-answers.ts";

/** Turns that a template cannot write; why each may. */
const notWritten: Readonly<Record<string, readonly string[]>> = {
  // Take one call an answer: two are written as two answers, of which the second is read apart.
  "meta-llama-Llama-3.1-8B-Instruct": ["two"],
  "meta-llama-Llama-3.2-3B-Instruct": ["two"],
  "meta-llama-Llama-3.3-70B-Instruct": ["two"],
  // Writes nothing for null, and nothing for an empty text.
  "MiniMax-M3": ["nested"],
};

const real = readRealTemplates();

describe("answers as real templates write them", { skip: "because" in real ? real.because : false }, () => {
  for (const [name, source] of "templates" in real ? real.templates : [])
    it(`${name}: calls are read as they are written, in any pieces`, () => {
      const template = createChatTemplate({ source, bosText: "<s>", eosText: "</s>" });
      for (const [turn, calls] of Object.entries(turns)) {
        if (notWritten[name]?.includes(turn)) continue;
        const { prompt, answer } = writeAnswer(template, calls);
        const characters = [...answer];
        const cut = (size: number) =>
          Array.from({ length: Math.ceil(characters.length / size) }, (_, at) =>
            characters.slice(at * size, at * size + size).join(""),
          );
        const begun = template.readingOf(prompt).begun ?? "";
        const read = [1, 2, 3, 7, answer.length].map((size) => readAnswer(template, prompt, cut(size)));
        for (const one of read) assert.equal(one, read[0], `${turn} after ${begun}`);
        assert.deepEqual(
          sortCalls(read[0] ?? ""),
          sortCalls(calls.map(([called, given]) => `${called} ${JSON.stringify(given)}`).join("\n")),
          turn,
        );
      }
    });

  it("every answer that a model gives can be sent back to it", () => {
    const [one, two] = [turns.one ?? [], turns.empty ?? []].map((calls, index) =>
      calls.map(([name, given]) => ({ id: `c${index}`, name, argumentsJson: JSON.stringify(given) })),
    );
    const ask: ChatMessage = { role: "user", content: "Weather?" };
    const result = (id: string): ChatMessage => ({ role: "tool", content: "3", toolCallId: id });
    const answers: readonly (readonly ChatMessage[])[] = [
      [{ role: "assistant", content: "" }],
      [{ role: "assistant", content: "", reasoning: "Hm." }],
      [{ role: "assistant", content: "3 degrees.", reasoning: "Hm." }],
      [{ role: "assistant", content: "", toolCalls: one ?? [] }, result("c0")],
      [{ role: "assistant", content: "I look.", reasoning: "Hm.", toolCalls: two ?? [] }, result("c1")],
      [{ role: "assistant", content: "", toolCalls: [{ id: "c0", name: "now", argumentsJson: "" }] }, result("c0")],
    ];
    const refused: string[] = [];
    for (const [name, source] of "templates" in real ? real.templates : []) {
      const template = createChatTemplate({ source, bosText: "<s>", eosText: "</s>" });
      for (const [index, answer] of answers.entries()) {
        const after: readonly ChatMessage[] = answer.length > 1 ? [{ role: "assistant", content: "Fine." }] : [];
        try {
          template.render({ messages: [ask, ...answer, ...after, ask], tools });
        } catch (error) {
          refused.push(`${name} ${index}: ${String(error)}`);
        }
      }
    }
    assert.deepEqual(refused, []);
  });
});
