import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestTerminal } from "../../../test/fixtures/terminal/create-test-terminal.ts";
import type { ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { createFakeClock } from "../../lib/clock.ts";
import { runChatSession } from "./chat-session.ts";
import type { ChatInput } from "./read-message.ts";

const say = (text: string): ChatInput => ({ type: "message", text });

/** A model that answers `answer 1`, `answer 2` ... and holds four messages at most. */
function createModel(): ChatModel & { readonly asked: ChatRequest[] } {
  const asked: ChatRequest[] = [];
  return {
    id: "model",
    asked,
    capabilities: {
      temperature: true,
      seed: true,
      stop: true,
      logprobs: false,
      tools: false,
      responseFormat: false,
      exactCounts: true,
      promptReuseSwitch: false,
      contextTokens: 100,
    },
    async *chat(request) {
      asked.push(request);
      if (request.messages.length > 4)
        throw new AssayError({ code: "context-exceeded", message: "too long", hint: "shorten it" });
      yield { type: "start" };
      yield { type: "text-delta", text: `answer ${asked.length}\u0007`, tokens: 2 };
      yield { type: "finish", reason: "stop", usage: { promptTokens: 10, completionTokens: 2 } };
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function converse(inputs: readonly ChatInput[], system?: string) {
  const terminal = createTestTerminal();
  const chat = createModel();
  const left = [...inputs];
  const read = async () => left.shift() ?? { type: "end" as const };
  await runChatSession({ chat, request: {}, system, terminal, reader: { read }, clock: createFakeClock() });
  return {
    asked: chat.asked.map(({ messages }) => messages.map(({ content }) => content)),
    text: terminal.text(),
    left,
  };
}

test("`runChatSession()` carries the conversation on, and shows what was measured of each answer", async () => {
  const { asked, text } = await converse([say("one"), say("two")], "be brief");
  assert.deepEqual(asked, [
    ["be brief", "one"],
    ["be brief", "one", "answer 1\u0007", "two"],
  ]);
  assert.match(text, /answer 2\n.* · 10 \+ 2 of 100 tokens\n/);
  assert.ok(!text.includes("\u0007"), "control characters stay out of the terminal");
});

test("`runChatSession()` says that the context is full, forgets the message, and begins anew with /clear", async () => {
  const { asked, text } = await converse([say("a"), say("b"), say("c"), say("/clear"), say("d")]);
  assert.match(text, /error: too long\n.*\/clear begins a new conversation/);
  assert.deepEqual(asked.at(-1), ["d"]);
  const anew = await converse([say("a"), say("/clear"), say("b")], "be brief");
  assert.deepEqual(anew.asked.at(-1), ["be brief", "b"]);
});

test("`runChatSession()` leaves on /exit, on Ctrl-D, and on a second Ctrl-C at an empty prompt", async () => {
  const interrupt = (hadText: boolean): ChatInput => ({ type: "interrupt", hadText });
  assert.equal((await converse([say("/exit"), say("x")])).left.length, 1);
  assert.equal((await converse([{ type: "end" }, say("x")])).left.length, 1);
  const twice = await converse([interrupt(false), interrupt(false), say("x")]);
  assert.equal(twice.left.length, 1);
  assert.match(twice.text, /press Ctrl-C again/);
  const written = await converse([interrupt(true), interrupt(false), say("x")]);
  assert.deepEqual(written.asked, [["x"]], "Ctrl-C on a message that is being written only drops it");
});

test("`runChatSession()` explains its commands, and takes a path for a message", async () => {
  const { asked, text } = await converse([say("/help"), say("/claer"), say(""), say("/etc/hosts")]);
  assert.match(text, /\/clear\s+forget/);
  assert.match(text, /there is no \/claer; did you mean \/clear\?/);
  assert.deepEqual(asked, [["/etc/hosts"]]);
});
