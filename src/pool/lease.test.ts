import assert from "node:assert/strict";
import { test } from "node:test";
import { pooled } from "../../test/fixtures/pool/fake-pool.ts";
import type { ChatEvent } from "../core/chat-event.ts";
import type { EmbeddingModel } from "../core/embedding-model.ts";
import type { LoadedModel } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import { ModelLease } from "./lease.ts";

const REQUEST = { messages: [{ role: "user" as const, content: "hi" }] };

/** A model that waits for its signal, then fails as one whose process is ended does. */
function createWaiting(): LoadedModel {
  const fail = (signal: AbortSignal | undefined) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(new AssayError({ code: "aborted", message: "gone" })));
    });
  const common = { id: "a", [Symbol.asyncDispose]: async () => {} };
  return {
    info: { engine: "fake", warnings: [] },
    chat: {
      ...common,
      capabilities: {
        temperature: false,
        seed: false,
        stop: false,
        logprobs: false,
        tools: false,
        responseFormat: false,
        exactCounts: false,
        promptReuseSwitch: false,
      },
      async *chat(_, { signal } = {}): AsyncGenerator<ChatEvent> {
        yield { type: "start" };
        await fail(signal);
      },
    },
    embedding: { ...common, embed: (_, { signal } = {}) => fail(signal) },
    [Symbol.asyncDispose]: async () => {},
  };
}

function createLease() {
  const taken = new AbortController();
  const deaths: string[] = [];
  const entry = {
    ...{ name: "a", pooled: pooled("a"), taken: taken.signal, death: undefined, answered: () => {} },
    die: ({ code }: AssayError) => void deaths.push(code),
  };
  return {
    entry,
    taken,
    deaths,
    lent: new ModelLease({ entry, loaded: createWaiting(), release: () => {} }, { renew: () => assert.fail() }).loaded,
  };
}

async function read(events: AsyncIterable<ChatEvent> | undefined): Promise<void> {
  for await (const _ of events ?? []);
}

test("a model that is taken away ends its answers with why, whatever the engine says", async () => {
  const { taken, deaths, lent } = createLease();
  const ends = [read(lent.chat?.chat(REQUEST)), lent.embedding?.embed(["a"])];
  const outcomes = Promise.allSettled(ends);
  await new Promise(setImmediate);
  taken.abort();
  for (const one of await outcomes) assert.equal(one.status === "rejected" && one.reason.code, "service-unavailable");
  assert.deepEqual(deaths, []);
});

test("a caller who stops gets what the engine says, and nothing else ends", async () => {
  const { deaths, lent } = createLease();
  const stop = new AbortController();
  const ends = [
    read(lent.chat?.chat(REQUEST, { signal: stop.signal })),
    lent.embedding?.embed(["a"], { signal: stop.signal }),
  ];
  const outcomes = Promise.allSettled(ends);
  await new Promise(setImmediate);
  stop.abort();
  for (const one of await outcomes) assert.equal(one.status === "rejected" && one.reason.code, "aborted");
  assert.deepEqual(deaths, []);
});

test("texts are embedded by a fresh process when the first has ended, and by no third one", async () => {
  const crash = new AssayError({ code: "model-crashed", message: "gone" });
  const { entry } = createLease();
  let renewals = 0;
  const placeOf = (embed: EmbeddingModel["embed"]) => ({
    entry,
    loaded: { ...createWaiting(), embedding: { id: "a", embed, [Symbol.asyncDispose]: async () => {} } },
    release: () => {},
  });
  const fail = () => Promise.reject(crash);
  const answer = { vectors: [new Float32Array(1)], usage: {} };
  const lend = (second: EmbeddingModel["embed"]) =>
    new ModelLease(placeOf(fail), {
      async renew() {
        renewals += 1;
        return placeOf(second);
      },
    }).loaded.embedding;
  assert.equal(await lend(async () => answer)?.embed(["x"]), answer);
  await assert.rejects(lend(fail)?.embed(["x"]) ?? Promise.resolve(), { code: "model-crashed" });
  assert.equal(renewals, 2);
});
