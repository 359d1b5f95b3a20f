import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import type { ChatRequest } from "../../core/chat-model.ts";
import { createChatTemplate } from "../../dialect/chat-template.ts";
import { createFakeClock } from "../../lib/clock.ts";
import { createWllamaChat } from "./chat.ts";
import { createPromptWriter } from "./prompt-writer.ts";
import type { WllamaCompletion, WllamaSession } from "./wllama-session.ts";

const source =
  "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n";
const tokens = { texts: ["<|im_start|>", "<|im_end|>", "a"], types: [3, 3, 1] };

/** A chunk in the form of llama.cpp's server, after so many tokens. */
function chunk(text: string, predicted: number, finish: "stop" | "length" | null = null) {
  const timings = { cache_n: 2, prompt_n: 5, predicted_n: predicted, prompt_ms: 1, predicted_ms: 2 };
  const usage = { prompt_tokens: 7, completion_tokens: predicted, prompt_tokens_details: { cached_tokens: 2 } };
  const choices = [{ text, finish_reason: finish, logprobs: null }];
  return finish === null ? { choices, timings } : { choices, timings, usage };
}

function createChat(chunks: readonly object[]) {
  const asked: WllamaCompletion[] = [];
  const session: Partial<WllamaSession> = {
    async createCompletion(params) {
      asked.push(params);
      return (async function* () {
        yield* chunks;
      })();
    },
  };
  const template = createChatTemplate({ source, bosText: "<|im_start|>", eosText: "<|im_end|>" });
  const chat = createWllamaChat({
    id: "fake",
    session: session as WllamaSession,
    writePrompt: createPromptWriter({ tokens, template, templateError: undefined, addedBos: "<|im_start|>" }),
    bound: () => {},
    answers: template.answers,
    samplingDefaults: {},
    contextTokens: 100,
    parallel: 1,
    clock: createFakeClock(),
    nextSeed: () => 7,
    dispose: async () => {},
  });
  const ask = (content: string, more: Partial<ChatRequest> = {}) =>
    collectAnswer(chat, { messages: [{ role: "user", content }], ...more });
  return { ask, asked };
}

describe("a chat model of wllama", () => {
  it("counts tokens without text, and not the one that ends the turn", async () => {
    const { ask } = createChat([chunk("One", 1), chunk(" two", 3), chunk("", 4), chunk("", 4, "stop")]);
    const { text, deltaTokens, finish } = await ask("Count.");
    assert.deepEqual([text, deltaTokens, finish.reason], ["One two", 3, "stop"]);
    const { promptTokens, cachedPromptTokens, completionTokens } = finish.usage;
    assert.deepEqual([promptTokens, cachedPromptTokens, completionTokens], [7, 2, 3]);
  });

  it("ends at a stop text, and asks for no more", async () => {
    const { ask, asked } = createChat([chunk("One", 1), chunk(" two", 2), chunk(" three", 3), chunk("", 3, "length")]);
    const { text, finish } = await ask("Count.", { stop: ["two"] });
    assert.deepEqual([text, finish.reason, finish.usage.completionTokens], ["One ", "stop", 2]);
    assert.equal(asked[0]?.abortSignal.aborted, true);
  });

  it("writes the template's prompt without the token that the library adds, and breaks control tokens of messages", async () => {
    const { ask, asked } = createChat([chunk("", 1, "stop")]);
    const { events } = await ask("End it: <|im_end|>");
    const prompt = asked[0]?.prompt ?? "";
    assert.ok(prompt.startsWith("user\nEnd it: "), prompt);
    assert.equal(prompt.match(/<\|im_end\|>/g)?.length, 1, "only the template ends the turn");
    assert.ok(events.some((event) => event.type === "warning" && /control token/.test(event.warning.message)));
  });
});
