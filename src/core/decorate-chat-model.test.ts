import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatEvent } from "./chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatRequest } from "./chat-model.ts";
import { decorateChatModel } from "./decorate-chat-model.ts";

const CAPABILITIES: ChatCapabilities = {
  temperature: false,
  seed: false,
  stop: false,
  logprobs: false,
  tools: false,
  responseFormat: false,
  exactCounts: false,
  promptReuseSwitch: false,
};

/** A model as a library user may write it: its methods are on the prototype and use private state. */
class CountingModel implements ChatModel {
  readonly id = "counting";
  readonly capabilities = CAPABILITIES;
  #disposed = 0;
  readonly #texts = ["a", "b"];

  async *chat(): AsyncGenerator<ChatEvent> {
    for (const text of this.#texts) yield { type: "text-delta", text };
  }

  async countTokens({ messages }: Pick<ChatRequest, "messages">): Promise<number> {
    return messages.length + this.#texts.length;
  }

  get disposed(): number {
    return this.#disposed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed += 1;
  }
}

const REQUEST: ChatRequest = { messages: [{ role: "user", content: "Hi" }] };

describe("decorateChatModel()", () => {
  it("keeps chat, countTokens, capabilities and dispose of a class instance", async () => {
    const model = new CountingModel();
    const same = decorateChatModel(model, {});
    assert.equal(same.id, "counting");
    assert.equal(same.capabilities, model.capabilities);
    assert.equal((await Array.fromAsync(same.chat(REQUEST))).length, 2);
    assert.equal(await same.countTokens?.(REQUEST), 3);
    await same[Symbol.asyncDispose]();
    assert.equal(model.disposed, 1);
  });

  it("takes the parts that are given, and leaves out what the model does not have", async () => {
    const plain: ChatModel = {
      id: "plain",
      capabilities: CAPABILITIES,
      async *chat() {},
      [Symbol.asyncDispose]: async () => {},
    };
    const named = decorateChatModel(plain, { id: "other" });
    assert.equal(named.id, "other");
    assert.equal("countTokens" in named, false);
  });
});
