import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { findRealModel } from "../../../test/real-models.ts";
import type { ToolDefinition } from "../../core/chat-model.ts";
import { createGgufEngine } from "./create-gguf-engine.ts";

const base = findRealModel("gemma-base");
const qwen = findRealModel("qwen0.5b");
const tools: readonly ToolDefinition[] = [
  {
    name: "get_weather",
    description: "Tells the weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
];

describe("real families", () => {
  it("a base model continues texts and refuses to chat", { skip: base.missing }, async () => {
    const model = await createGgufEngine().load({ type: "file", path: base.path }, { contextTokens: 512 });
    assert.ok(model.chat);
    assert.ok(model.info.warnings.some(({ message }) => /base model/.test(message)));
    const asked = collectAnswer(model.chat, { messages: [{ role: "user", content: "Hi" }] });
    await assert.rejects(asked, { code: "unsupported", message: /brings no chat template/ });
    const { text } = await collectAnswer(model.chat, {
      messages: [],
      prompt: { text: "Monday, Tuesday, Wednesday," },
      temperature: 0,
      maxTokens: 4,
    });
    assert.match(text, /Thursday/);
    assert.doesNotMatch(text, /<\|im_/);
    await model[Symbol.asyncDispose]();
  });

  it("Qwen calls a tool, free and demanded, and a cut call stays one", { skip: qwen.missing }, async () => {
    const model = await createGgufEngine().load({ type: "file", path: qwen.path }, { contextTokens: 1024 });
    assert.ok(model.chat);
    const request = {
      messages: [{ role: "user", content: "Call get_weather for the city of Oslo." }],
      tools,
      temperature: 0,
      maxTokens: 60,
    } as const;
    for (const toolChoice of ["auto", "required"] as const) {
      const { events, finish, text } = await collectAnswer(model.chat, { ...request, toolChoice });
      const [call] = events.filter((event) => event.type === "tool-call");
      assert.equal(call?.name, "get_weather", text);
      assert.deepEqual(JSON.parse(call.argumentsJson), { city: "Oslo" });
      assert.equal(finish.reason, "tool-call");
      const written = events.filter((event) => event.type === "tool-call-delta").map((event) => event.argumentsText);
      assert.equal(written.join(""), call.argumentsJson);
    }
    const { events, finish } = await collectAnswer(model.chat, { ...request, toolChoice: "required", maxTokens: 12 });
    assert.equal(finish.reason, "length");
    assert.equal(events.filter((event) => event.type === "tool-call").length, 1);
    await model[Symbol.asyncDispose]();
  });
});
