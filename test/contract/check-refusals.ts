import assert from "node:assert/strict";
import type { ChatRequest } from "../../src/core/chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import type { ChatHarness, Check } from "./chat-harness.ts";
import { collectAnswer } from "./collect-answer.ts";

/** What a model will not do, and how it says so. */
export function checkRefusals(check: Check, { scenarios: { answer } }: ChatHarness): void {
  const greedy: ChatRequest = { ...answer.request, temperature: 0 };

  check("names in a warning what it will not do", async (chat) => {
    const { temperature, seed, promptReuseSwitch } = chat.capabilities;
    const request: ChatRequest = { ...greedy, temperature: 0, seed: 7, promptReuse: false };
    const { events } = await collectAnswer(chat, request);
    const ignored = events.flatMap((event) =>
      event.type === "warning" && event.warning.code === "parameter-ignored" ? [event.warning.message] : [],
    );
    for (const [parameter, honoured] of Object.entries({ temperature, seed, promptReuse: promptReuseSwitch }))
      assert.equal(
        ignored.some((message) => message.includes(parameter)),
        !honoured,
        `${parameter}: ${ignored}`,
      );
  });

  const wrong: readonly (readonly [string, Partial<ChatRequest>])[] = [
    ["no message", { messages: [] }],
    ["maxTokens 0", { maxTokens: 0 }],
    ["a temperature that is no number", { temperature: Number.NaN }],
    ["an empty stop text", { stop: [""] }],
  ];
  check("refuses a wrong request with code and hint", async (chat) => {
    for (const [what, part] of wrong)
      await assert.rejects(collectAnswer(chat, { ...answer.request, ...part }), isError("invalid-input"), what);
    await collectAnswer(chat, greedy);
  });

  check("refuses what it cannot do", async (chat) => {
    const { capabilities } = chat;
    const beyond: Partial<ChatRequest>[] = [];
    if (!capabilities.stop) beyond.push({ stop: ["x"] });
    if (!capabilities.logprobs) beyond.push({ logprobs: 1 });
    if (!capabilities.tools) beyond.push({ tools: [{ name: "look" }] });
    if (!capabilities.responseFormat) beyond.push({ responseFormat: { type: "json-object" } });
    for (const part of beyond)
      await assert.rejects(
        collectAnswer(chat, { ...answer.request, ...part }),
        isError("unsupported"),
        JSON.stringify(part),
      );
  });
}

function isError(code: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AssayError, `an AssayError, not ${error}`);
    assert.equal(error.code, code);
    assert.ok(error.hint !== undefined && error.hint !== "", "it says what to try next");
    return true;
  };
}
