import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakePool, pooled } from "../../test/fixtures/pool/fake-pool.ts";
import { settle } from "../../test/fixtures/pool/fake-time.ts";
import type { ChatEvent } from "../core/chat-event.ts";
import type { Lease } from "./model-pool.ts";

const REQUEST = { messages: [{ role: "user" as const, content: "hi" }] };
/** Time for a kill before the first token and between the two. */
const SLOW = { tokens: ["a", "b"], firstTokenMs: 100, tokenMs: 100, loadMs: 50, parallel: 2 };

function createSlowPool() {
  const fake = createFakePool({ models: { a: SLOW } });
  return {
    ...fake,
    /** So many leases of the loaded model. */
    async open(count: number): Promise<readonly Lease[]> {
      const acquiring = Array.from({ length: count }, () => fake.pool.acquire(pooled("a")));
      await fake.time.advance(50);
      return Promise.all(acquiring);
    },
  };
}

/** Reads an answer in the background, and gives the place back after it. */
function read(lease: Lease) {
  const events: ChatEvent[] = [];
  const done = (async () => {
    using _ = lease;
    for await (const event of lease.loaded.chat?.chat(REQUEST) ?? []) events.push(event);
  })();
  done.catch(() => {});
  return { events, done, types: () => events.map(({ type }) => type) };
}

test("a process that ends while idle leaves the list at once, and the next request loads anew", async () => {
  const { pool, events, kill, resident } = createFakePool();
  (await pool.acquire(pooled("a")))[Symbol.dispose]();
  kill("a");
  await settle();
  assert.deepEqual([pool.list(), resident.size], [[], 0]);
  using lease = await pool.acquire(pooled("a"));
  await read(lease).done;
  assert.deepEqual(events, ["+a", "-a", "+a"]);
});

test("a process that ends while it loads is started once more for everyone who waits", async () => {
  const { pool, time, loads, kill } = createFakePool({ models: { a: SLOW } });
  const waiting = [pool.acquire(pooled("a")), pool.acquire(pooled("a")), pool.load(pooled("a"))] as const;
  await settle();
  kill("a");
  await settle();
  await time.advance(50);
  const [first, second, record] = await Promise.all(waiting);
  assert.deepEqual([loads, record.state], [["a", "a"], "ready"]);
  for (const lease of [first, second]) lease[Symbol.dispose]();
});

test("requests without a token move to a fresh process and show nothing of it", async () => {
  const { pool, time, loads, kill, open } = createSlowPool();
  const answers = (await open(2)).map(read);
  const waiting = pool.acquire(pooled("a")).then(read);
  await time.advance(50);
  assert.deepEqual(answers[0]?.types(), ["start"]);
  kill("a");
  await settle();
  await time.advance(1000);
  answers.push(await waiting);
  for (const { types } of answers) assert.deepEqual(types(), ["start", "text-delta", "text-delta", "finish"]);
  assert.deepEqual([loads, pool.list()[0]?.active], [["a", "a"], 0]);
});

test("a request with tokens is told of the end, and its neighbour without any is not", async () => {
  const { time, kill, open } = createSlowPool();
  const [first, second] = await open(2);
  assert.ok(first && second);
  const early = read(first);
  await time.advance(100);
  const late = read(second);
  await time.advance(50);
  kill("a");
  await time.advance(1000);
  await assert.rejects(early.done, { code: "model-crashed" });
  assert.deepEqual(early.types(), ["start", "text-delta"]);
  assert.deepEqual(late.types(), ["start", "text-delta", "text-delta", "finish"]);
});

test("a request that loses its process twice is told", async () => {
  const { time, kill, loads, open } = createSlowPool();
  const [answer] = (await open(1)).map(read);
  for (let turn = 0; turn < 2; turn++) {
    await time.advance(80);
    kill("a");
    await settle();
  }
  await assert.rejects(answer?.done ?? Promise.resolve(), { code: "model-crashed" });
  assert.equal(loads.length, 2);
});

test("a request whose client has left is not moved", async () => {
  const { kill, loads, open } = createSlowPool();
  const [lease] = await open(1);
  assert.ok(lease);
  const answer = read(lease);
  await settle();
  lease[Symbol.dispose]();
  kill("a");
  await assert.rejects(answer.done, { code: "model-crashed" });
  assert.equal(loads.length, 1);
});

test("a process that has answered may end as often as it will, and is loaded anew each time", async () => {
  const { pool, loads, kill } = createFakePool();
  for (let turn = 0; turn < 5; turn++) {
    using lease = await pool.acquire(pooled("a"));
    await read(lease).done;
    kill("a");
    await settle();
  }
  assert.equal(loads.length, 5);
});
