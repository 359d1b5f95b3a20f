import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakeTime, settle } from "../../test/fixtures/pool/fake-time.ts";
import { AssayError } from "../core/errors.ts";
import { RequestQueue } from "./request-queue.ts";

function createQueue(limit: number) {
  const clock = createFakeTime();
  return { clock, queue: new RequestQueue({ name: "a", limit, clock }) };
}

test("a queue gives out its places in order of arrival", async () => {
  const { queue } = createQueue(9);
  const order: number[] = [];
  const taken = [1, 2, 3].map(async (number) => {
    const leave = await queue.take();
    order.push(number);
    return leave;
  });
  await settle();
  assert.deepEqual([order, queue.active, queue.waiting], [[], 0, 3]);
  queue.open(1);
  await settle();
  assert.deepEqual([order, queue.active, queue.waiting], [[1], 1, 2]);
  for (const [index, leave] of taken.entries()) {
    (await leave)?.();
    (await leave)?.();
    await settle();
    assert.equal(order.length, Math.min(3, index + 2));
  }
  assert.deepEqual([order, queue.active], [[1, 2, 3], 0]);
});

test("a queue refuses who would wait beyond its bound, and says when to come again", async () => {
  const { queue, clock } = createQueue(2);
  queue.open(2);
  const [first] = await Promise.all([queue.take(), queue.take()]);
  await clock.advance(30_000);
  first?.();
  await queue.take();
  void queue.take();
  void queue.take();
  await assert.rejects(queue.take(), { code: "queue-full", retryAfterMs: 60_000, hint: /^Ask again in 60 seconds/ });
});

test("whoever is refused is told the most that those before it take, by the longest of the last answers", async () => {
  const { queue, clock } = createQueue(1);
  queue.open(1);
  for (const tookMs of [5000, ...Array(9).fill(1000)]) {
    const leave = await queue.take();
    await clock.advance(tookMs);
    leave?.();
  }
  const leave = await queue.take();
  void queue.take();
  await assert.rejects(queue.take(), { retryAfterMs: 10_000 });
  await clock.advance(8000);
  await assert.rejects(queue.take(), { retryAfterMs: 16_000 });
  leave?.();
  assert.equal(queue.idleInMs, 8000);
});

test("while a model loads one request may wait even where the bound is 0", async () => {
  const { queue } = createQueue(0);
  const first = queue.take();
  await assert.rejects(queue.take(), { code: "queue-full", retryAfterMs: 2000 });
  queue.open(1);
  assert.ok(await first);
  await assert.rejects(queue.take(), { code: "queue-full" });
});

test("who stops waiting leaves at once, and the next moves up", async () => {
  const { queue } = createQueue(2);
  queue.open(1);
  const running = await queue.take();
  const stop = new AbortController();
  const stopped = queue.take(stop.signal);
  const next = queue.take();
  stop.abort();
  await assert.rejects(stopped, { code: "aborted" });
  assert.equal(queue.waiting, 1);
  running?.();
  assert.ok(await next);
  await assert.rejects(queue.take(AbortSignal.abort()), { code: "aborted" });
});

test("a closed queue turns everyone away but who has a place, with the reason or to its successor", async () => {
  const { queue } = createQueue(2);
  queue.open(1);
  const running = await queue.take();
  const waiting = queue.take();
  const idle = queue.idle();
  queue.close();
  assert.equal(await waiting, undefined);
  assert.equal(await queue.take(), undefined);
  assert.equal(queue.active, 1);
  running?.();
  await idle;
  const other = createQueue(2).queue;
  const refused = other.take();
  other.close(new AssayError({ code: "model-missing", message: "gone" }));
  await assert.rejects(refused, { code: "model-missing" });
  await assert.rejects(other.take(), { code: "model-missing" });
});
