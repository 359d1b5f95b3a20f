import assert from "node:assert/strict";
import { it } from "node:test";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../../src/core/chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import type { ChatHarness, Check } from "./chat-harness.ts";
import { collectAnswer } from "./collect-answer.ts";
import { isDelta } from "./is-delta.ts";

/** The caller has its answer within this time of an abort: promised by `ChatModel.chat`. */
const ABORT_BOUND_MS = 200;

/** Requests that are left, aborted, observed or overtaken, and models that are disposed of. */
export function checkLifetimes(check: Check, harness: ChatHarness): void {
  const { answer, long } = harness.scenarios;
  const greedy: ChatRequest = { ...answer.request, temperature: 0 };

  check(
    "has room for the next request once a loop was left early",
    async (chat) => {
      for (let turn = 0; turn < 3; turn++) for await (const event of chat.chat(long.request)) if (isDelta(event)) break;
      for await (const _ of chat.chat(long.request)) break;
      const { finish } = await collectAnswer(chat, long.request, abortAtFirstDelta());
      assert.equal(finish.reason, "aborted");
    },
    { scenario: "long" },
  );

  check("answers two requests at once", (chat) => askTwice(chat, greedy), { parallel: 2 });
  check("lets a second request wait when there is one place", (chat) => askTwice(chat, greedy), { parallel: 1 });

  check(
    "answers an abort with `finish aborted` within 200 ms",
    async (chat) => {
      let bestMs = Number.POSITIVE_INFINITY;
      // The best of three: a busy machine may delay one, a model that does not listen delays all.
      for (let turn = 0; turn < 3 && bestMs > ABORT_BOUND_MS; turn++) {
        let abortedAtMs = 0;
        const { signal, onEvent } = abortAtFirstDelta(() => {
          abortedAtMs = performance.now();
        });
        const { finish, deltaTokens } = await collectAnswer(chat, long.request, { signal, onEvent });
        bestMs = Math.min(bestMs, performance.now() - abortedAtMs);
        assert.equal(finish.reason, "aborted");
        if (chat.capabilities.exactCounts && finish.usage.completionTokens !== undefined)
          assert.ok((deltaTokens ?? 0) <= finish.usage.completionTokens);
      }
      assert.ok(bestMs <= ABORT_BOUND_MS, `took ${bestMs} ms`);
    },
    { scenario: "long" },
  );

  check(
    "answers an abort before the first delta",
    async (chat) => {
      const controller = new AbortController();
      const { finish } = await collectAnswer(chat, long.request, {
        signal: controller.signal,
        onEvent: (event) => event.type === "start" && controller.abort(),
      });
      assert.equal(finish.reason, "aborted");
    },
    { scenario: "long" },
  );

  check("answers a signal that is already aborted with nothing but `finish aborted`", async (chat) => {
    const { text, finish } = await collectAnswer(chat, answer.request, { signal: AbortSignal.abort() });
    assert.equal(text, "");
    assert.equal(finish.reason, "aborted");
    assert.equal((await collectAnswer(chat, greedy)).finish.reason, "stop");
  });

  check(
    "answers an abort while it waits for its turn",
    async (chat) => {
      const first = chat.chat(long.request)[Symbol.asyncIterator]();
      while (!isDelta((await first.next()).value));
      const controller = new AbortController();
      setImmediate(() => controller.abort());
      const { finish } = await collectAnswer(chat, long.request, { signal: controller.signal });
      assert.equal(finish.reason, "aborted");
      await first.return?.();
    },
    { scenario: "long" },
  );

  check("marks the way of a request in order and hands receipts on", async (chat) => {
    const seen: string[] = [];
    let receipts = 0;
    const observer = { mark: (point: string) => void seen.push(point), receive: () => ++receipts };
    const { events } = await collectAnswer(chat, greedy, {
      observer,
      onEvent: (event) => void (isDelta(event) && seen.push("delta")),
    });
    const points = seen.slice(0, seen.indexOf("delta"));
    const order = ["prepared", "sent", "headers", "first-byte"];
    assert.deepEqual(
      points,
      order.filter((point) => points.includes(point)),
      "in order, each once, before any delta",
    );
    assert.deepEqual(points.slice(0, 2), ["prepared", "sent"]);
    const given = events.filter(isDelta).map((event) => event.receipt);
    assert.ok(given.every((receipt) => receipt === undefined) || given.every((receipt) => (receipt ?? 0) > 0));
    assert.deepEqual(
      given,
      given.toSorted((a, b) => (a ?? 0) - (b ?? 0)),
      "receipts do not go back in time",
    );
  });

  it("may be disposed of twice and refuses to answer afterwards", async () => {
    const model = await harness.create({ scenario: "answer", parallel: 1 });
    await collectAnswer(model.chat, greedy);
    await model.dispose();
    await model.dispose();
    await model.chat[Symbol.asyncDispose]();
    await assert.rejects(collectAnswer(model.chat, greedy), (error) => error instanceof AssayError);
  });

  it("ends a running answer when it is disposed of", async () => {
    const model = await harness.create({ scenario: "long", parallel: 1 });
    let disposal: PromiseLike<void> | undefined;
    const running = collectAnswer(model.chat, long.request, {
      onEvent: (event) => {
        if (isDelta(event)) disposal ??= model.dispose();
      },
    });
    await assert.rejects(running, (error) => error instanceof AssayError);
    await disposal;
  });
}

async function askTwice(chat: ChatModel, request: ChatRequest): Promise<void> {
  const answers = await Promise.all([collectAnswer(chat, request), collectAnswer(chat, request)]);
  for (const { text, finish } of answers) {
    assert.notEqual(text, "");
    assert.equal(finish.reason, "stop");
  }
}

function abortAtFirstDelta(onAbort: () => void = () => {}) {
  const controller = new AbortController();
  const onEvent = (event: ChatEvent) => {
    if (!isDelta(event) || controller.signal.aborted) return;
    onAbort();
    controller.abort();
  };
  return { signal: controller.signal, onEvent };
}
