import assert from "node:assert/strict";
import type { ChatRequest } from "../../src/core/chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import type { ChatHarness, Check } from "./chat-harness.ts";
import { collectAnswer } from "./collect-answer.ts";
import { isDelta } from "./is-delta.ts";

/** What an answer says: order, counts, ends, determinism. */
export function checkAnswers(check: Check, { scenarios, honoursMaxTokens }: ChatHarness): void {
  const { answer, unicode, toolCall, json } = scenarios;
  const greedy: ChatRequest = { ...answer.request, temperature: 0 };

  check("streams start, deltas and one finish, in order", async (chat) => {
    const { text, events, finish } = await collectAnswer(chat, greedy);
    assert.ok(text.length >= 8, `the scenario's answer is too short: ${JSON.stringify(text)}`);
    assert.ok(events.filter(isDelta).length >= 3, "the answer must come in at least 3 deltas");
    assert.equal(finish.reason, "stop");
    if (answer.text !== undefined) assert.equal(text, answer.text);
  });

  check("counts exactly when it says so, and leaves unknown counts out", async (chat) => {
    const { deltaTokens, finish } = await collectAnswer(chat, greedy);
    const { promptTokens, completionTokens, source } = finish.usage;
    if (!chat.capabilities.exactCounts) {
      assert.notEqual(promptTokens, 0);
      assert.notEqual(completionTokens, 0);
      return;
    }
    assert.ok(promptTokens !== undefined && promptTokens > 0, `prompt tokens: ${promptTokens}`);
    assert.ok(completionTokens !== undefined && completionTokens > 0);
    assert.equal(deltaTokens, completionTokens, "the deltas' tokens add up to the usage");
    assert.ok(source === "engine" || source === "server", `exact counts come from whoever generates: ${source}`);
    const longer: ChatRequest = {
      ...greedy,
      messages: [
        { role: "user", content: "some words before" },
        { role: "assistant", content: "yes" },
        ...greedy.messages,
      ],
      maxTokens: 1,
    };
    const other = await collectAnswer(chat, longer);
    assert.ok((other.finish.usage.promptTokens ?? 0) > promptTokens, "a longer prompt has more tokens");
  });

  check("counts a prompt's tokens as the answer does", async (chat, skip) => {
    if (chat.countTokens === undefined) return skip("it does not count prompts");
    const tools = [{ name: "look", description: "Looks a name up.", parameters: { type: "object" } }];
    const requests = chat.capabilities.tools ? [greedy, { ...greedy, tools }] : [greedy];
    const counts: number[] = [];
    for (const request of requests) {
      const { finish } = await collectAnswer(chat, { ...request, maxTokens: 1 });
      const count = await chat.countTokens(request);
      assert.equal(count, finish.usage.promptTokens);
      counts.push(count);
    }
    assert.deepEqual(counts, [...new Set(counts)], "tools are part of the prompt");
    await assert.rejects(chat.countTokens({ messages: [] }), (error) => error instanceof AssayError);
  });

  check("shows the prompt that it reads", async (chat, skip) => {
    if (chat.renderPrompt === undefined) return skip("it shows no prompt");
    const { finish } = await collectAnswer(chat, { ...greedy, maxTokens: 1 });
    const { text, tokens } = await chat.renderPrompt(greedy);
    assert.equal(tokens.length, finish.usage.promptTokens);
    for (const { content } of greedy.messages) assert.ok(text.includes(content), text);
    await assert.rejects(chat.renderPrompt({ messages: [] }), (error) => error instanceof AssayError);
  });

  check("honours maxTokens and finishes with `length`", async (chat, skip) => {
    if (honoursMaxTokens === false) return skip("tokens cannot be counted as they come");
    const whole = await collectAnswer(chat, greedy);
    const { text, deltaTokens, finish } = await collectAnswer(chat, { ...greedy, maxTokens: 2 });
    assert.equal(finish.reason, "length");
    assert.ok(whole.text.startsWith(text) && text.length < whole.text.length, JSON.stringify(text));
    if (!chat.capabilities.exactCounts) return;
    assert.equal(finish.usage.completionTokens, 2);
    assert.ok((deltaTokens ?? 0) <= 2);
  });

  check("ends at a stop text, which is not part of the answer", async (chat, skip) => {
    if (!chat.capabilities.stop) return skip("no stop texts");
    const whole = await collectAnswer(chat, greedy);
    const middle = Math.floor(whole.text.length / 2);
    for (const stop of [whole.text.slice(middle, middle + 4), whole.text.slice(middle, middle + 1)]) {
      const cut = await collectAnswer(chat, { ...greedy, stop: ["\u0000never\u0000", stop] });
      assert.equal(cut.text, whole.text.slice(0, whole.text.indexOf(stop)), `stop at ${JSON.stringify(stop)}`);
      assert.equal(cut.finish.reason, "stop");
      if (chat.capabilities.exactCounts)
        assert.ok((cut.deltaTokens ?? 0) <= (cut.finish.usage.completionTokens ?? 0), "no token is counted twice");
    }
  });

  check("gives a text back that only looked like the beginning of a stop text", async (chat, skip) => {
    if (!chat.capabilities.stop) return skip("no stop texts");
    const whole = await collectAnswer(chat, greedy);
    const { text, deltaTokens, finish } = await collectAnswer(chat, {
      ...greedy,
      stop: [`${whole.text.slice(-3)}\u0000never`, `${whole.text.slice(1, 4)}\u0000never`],
    });
    assert.equal(text, whole.text);
    if (chat.capabilities.exactCounts) assert.equal(deltaTokens, finish.usage.completionTokens);
  });

  check("gives the same text twice at temperature 0", async (chat, skip) => {
    if (!chat.capabilities.temperature) return skip("no temperature");
    const first = await collectAnswer(chat, greedy);
    const second = await collectAnswer(chat, greedy);
    const anew = await collectAnswer(chat, { ...greedy, promptReuse: false });
    assert.equal(second.text, first.text);
    assert.equal(anew.text, first.text);
  });

  check("gives the same text twice with the same seed", async (chat, skip) => {
    if (!chat.capabilities.seed) return skip("no seed");
    const request: ChatRequest = { ...answer.request, temperature: 1, seed: 7 };
    const first = await collectAnswer(chat, request);
    const second = await collectAnswer(chat, request);
    assert.equal(second.text, first.text);
  });

  check("reports log-probabilities when asked", async (chat, skip) => {
    if (!chat.capabilities.logprobs) return skip("no log-probabilities");
    const { events } = await collectAnswer(chat, { ...greedy, logprobs: 2 });
    const deltas = events.filter((event) => event.type === "text-delta");
    const all = deltas.flatMap((delta) => delta.logprobs ?? []);
    assert.ok(all.length > 0, "there is at least one");
    for (const { logprob, top = [] } of all) {
      assert.ok(logprob <= 1e-6, `a log-probability is at most 0: ${logprob}`);
      assert.ok(top.length <= 2 && top.every((other) => other.logprob <= 1e-6));
    }
    if (chat.capabilities.exactCounts)
      for (const delta of deltas) assert.equal(delta.logprobs?.length, delta.tokens, "one for each token");
    const without = await collectAnswer(chat, greedy);
    assert.ok(without.events.every((event) => event.type !== "text-delta" || event.logprobs === undefined));
  });

  check(
    "never splits a character",
    async (chat) => {
      const request = unicode?.request ?? answer.request;
      const { text, events } = await collectAnswer(chat, request);
      assert.ok(!text.includes("\ufffd"), `no replacement characters: ${JSON.stringify(text)}`);
      assert.ok(
        [...text].some((character) => (character.codePointAt(0) ?? 0) > 0x7f),
        "the scenario needs one",
      );
      assert.ok(events.filter(isDelta).length >= 2, "the scenario must come in several deltas");
      if (unicode?.text !== undefined) assert.equal(text, unicode.text);
    },
    { scenario: "unicode" },
  );

  check(
    "calls a tool",
    async (chat) => {
      const request = toolCall?.request ?? answer.request;
      const { events, finish } = await collectAnswer(chat, request);
      const calls = events.filter((event) => event.type === "tool-call");
      assert.equal(finish.reason, "tool-call");
      assert.ok(calls.length >= 1);
      for (const call of calls) {
        assert.ok(
          request.tools?.some((tool) => tool.name === call.name),
          `unknown tool ${call.name}`,
        );
        assert.equal(typeof JSON.parse(call.argumentsJson), "object");
        assert.notEqual(call.id, "");
      }
      assert.equal(new Set(calls.map((call) => call.id)).size, calls.length, "ids are unique");
    },
    { scenario: "toolCall" },
  );

  check(
    "answers by a schema",
    async (chat) => {
      const request = json?.request ?? answer.request;
      const { text, finish } = await collectAnswer(chat, request);
      assert.equal(finish.reason, "stop");
      const { responseFormat } = request;
      assert.ok(responseFormat?.type === "json-schema", "the scenario asks for a schema");
      const value: unknown = JSON.parse(text);
      assert.ok(typeof value === "object" && value !== null);
      for (const name of responseFormat.schema.required as string[]) assert.ok(name in value, `${name} in ${text}`);
      if (json?.text !== undefined) assert.equal(text, json.text);
    },
    { scenario: "json" },
  );
}
