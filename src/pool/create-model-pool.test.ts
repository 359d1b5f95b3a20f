import assert from "node:assert/strict";
import { test } from "node:test";
import { createFakePool, pooled } from "../../test/fixtures/pool/fake-pool.ts";
import { settle } from "../../test/fixtures/pool/fake-time.ts";
import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel } from "../core/chat-model.ts";
import { createFakeEngine } from "../engines/fake/create-fake-engine.ts";
import type { Lease } from "./model-pool.ts";

async function ask(chat: ChatModel | undefined, signal?: AbortSignal): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  const request = { messages: [{ role: "user" as const, content: "hi" }] };
  for await (const event of chat?.chat(request, { signal }) ?? []) events.push(event);
  return events;
}

test("a model is loaded once, however many ask at once", async () => {
  const { pool, loads } = createFakePool({ models: { a: { parallel: 2 } } });
  const [first, second, record] = await Promise.all([
    pool.acquire(pooled("a")),
    pool.acquire(pooled("a")),
    pool.load(pooled("a")),
  ]);
  assert.deepEqual(loads, ["a"]);
  assert.equal(record.state, "ready");
  assert.deepEqual([pool.list()[0]?.active, pool.list()[0]?.memoryBytes], [2, 100]);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  assert.equal(pool.list()[0]?.active, 1);
  second[Symbol.dispose]();
  assert.equal(pool.list()[0]?.active, 0);
});

test("a caller who stops leaves the load to the others", async () => {
  const { pool, time, loads } = createFakePool({ models: { a: { loadMs: 100 } } });
  const stop = new AbortController();
  const stopped = assert.rejects(pool.acquire(pooled("a"), { signal: stop.signal }), { code: "aborted" });
  const other = pool.acquire(pooled("a"));
  await settle();
  stop.abort();
  await stopped;
  await time.advance(100);
  assert.equal((await other).loaded.info.engine, "fake");
  assert.deepEqual(loads, ["a"]);
});

test("a load that nobody waits for any more is cancelled, and the next request begins anew", async () => {
  const { pool, time, loads, resident } = createFakePool({ models: { a: { loadMs: 100 } } });
  const stop = new AbortController();
  const waiting = [pool.acquire(pooled("a"), { signal: stop.signal }), pool.load(pooled("a"), { signal: stop.signal })];
  await settle();
  stop.abort();
  for (const one of waiting) await assert.rejects(one, { code: "aborted" });
  const next = pool.acquire(pooled("a"));
  await settle();
  assert.equal(resident.size, 0);
  await time.advance(100);
  using _ = await next;
  assert.deepEqual(loads, ["a", "a"]);
});

test("a load that fails tells everyone who waits, and is tried again by the next", async () => {
  const { pool, loads } = createFakePool({ models: { a: { failing: "model-invalid" } } });
  for (const result of await Promise.allSettled([pool.acquire(pooled("a")), pool.load(pooled("a"))]))
    assert.equal(result.status === "rejected" && result.reason.code, "model-invalid");
  assert.deepEqual(pool.list(), []);
  await assert.rejects(pool.acquire(pooled("a")), { code: "model-invalid" });
  assert.equal(loads.length, 2);
});

test("the least recently used idle models go for one that needs their memory", async () => {
  const { pool, time, events } = createFakePool({ limitBytes: 300 });
  for (const name of ["a", "b", "c"]) {
    (await pool.acquire(pooled(name)))[Symbol.dispose]();
    await time.advance(10);
  }
  (await pool.acquire(pooled("a")))[Symbol.dispose]();
  await pool.load(pooled("d"));
  assert.deepEqual(events, ["+a", "+b", "+c", "-b", "+d"]);
});

test("busy and pinned models stay, and the error names what is loaded, what it would free and what would fit", async () => {
  const { pool, events } = createFakePool({
    limitBytes: 300,
    models: { big: { bytes: 250, smaller: ["medium", "small"] }, medium: { bytes: 200 }, small: { bytes: 90 } },
  });
  await pool.load(pooled("pinned"), { pinned: true });
  using _ = await pool.acquire(pooled("busy"));
  await assert.rejects(pool.acquire(pooled("big")), (error: Error & { code: string; hint: string }) => {
    assert.equal(error.code, "out-of-memory");
    assert.match(error.message, /it needs about 0\.0 MB/);
    assert.match(error.message, /pinned \(0\.0 MB, retained\), busy \(0\.0 MB, busy\)/);
    assert.match(error.hint, /Unloading pinned would free .* Unloading busy would free/);
    assert.match(error.hint, /small would fit; .*autoFit/);
    return true;
  });
  assert.deepEqual(events, ["+pinned", "+busy"]);
});

test("what fits once busy models are idle is told to come again, and what never fits is not", async () => {
  const { pool } = createFakePool({ limitBytes: 300, models: { busy: { bytes: 200 }, big: { bytes: 400 } } });
  using _ = await pool.acquire(pooled("busy"));
  const full = { code: "service-unavailable", message: /loaded are busy \(0\.0 MB, busy\)/, retryAfterMs: 2000 };
  await assert.rejects(
    pool.acquire(pooled("fitting")).then(() => pool.acquire(pooled("more"))),
    full,
  );
  await assert.rejects(pool.acquire(pooled("big")), { code: "out-of-memory", retryAfterMs: undefined });
});

test("a process may take what is planned and a margin, within what all models may take", async () => {
  const limits: (number | undefined)[] = [];
  const needs = new Map<string, number | undefined>([
    ["small", 100e6],
    ["big", 900e6],
    ["elsewhere", 0],
    ["unknown", undefined],
  ]);
  const { pool } = createFakePool({
    limitBytes: 1000e6,
    planLoad: async ({ id }) => ({ needBytes: needs.get(id), options: {} }),
    async load(_, { memoryLimitBytes }) {
      limits.push(memoryLimitBytes);
      return createFakeEngine().load({ type: "script", script: { tokens: [] } });
    },
  });
  for (const name of needs.keys()) {
    await pool.load(pooled(name));
    await pool.unload(name);
  }
  assert.deepEqual(limits, [214e6, 1000e6, undefined, 1000e6]);
});

test("with auto-fit the biggest smaller variant that fits answers, and its first event after the start says so", async () => {
  const { pool, loads } = createFakePool({
    limitBytes: 300,
    autoFit: true,
    models: { big: { bytes: 450, smaller: ["medium", "small"] }, medium: { bytes: 200 }, small: { bytes: 90 } },
  });
  using lease = await pool.acquire(pooled("big"));
  assert.equal(lease.pooled.name, "medium");
  const events = await ask(lease.loaded.chat);
  assert.deepEqual(
    events.slice(0, 3).map(({ type }) => type),
    ["start", "warning", "text-delta"],
  );
  assert.match(JSON.stringify(events[1]), /big does not fit the memory: medium answers instead/);
  assert.equal((await pool.load(pooled("big"))).name, "medium");
  assert.deepEqual(loads, ["medium"]);
});

test("what is not here is named in the error and never taken", async () => {
  const { pool } = createFakePool({
    limitBytes: 100,
    autoFit: true,
    models: { big: { bytes: 450, smaller: ["small"], smallerIsHere: false }, small: { bytes: 90 } },
  });
  await assert.rejects(pool.acquire(pooled("big")), { hint: /small would fit once it is downloaded/ });
});

test("what an engine refuses for want of memory is explained the same way", async () => {
  const { pool } = createFakePool({
    models: { big: { failing: "out-of-memory", smaller: ["small"] }, small: { bytes: 90 } },
  });
  await assert.rejects(pool.acquire(pooled("big")), { code: "out-of-memory", hint: /small would fit/ });
});

test("a measured need replaces the estimate for the next load", async () => {
  const { pool, events } = createFakePool({ limitBytes: 300, models: { a: { estimatedBytes: 290, bytes: 100 } } });
  await pool.load(pooled("a"));
  await pool.unload("a");
  await pool.load(pooled("b"));
  await pool.load(pooled("a"));
  assert.deepEqual(events, ["+a", "-a", "+b", "+a"]);
});

test("memory that other programs have taken counts as much as the limit", async () => {
  let free = 1000;
  const { pool, events } = createFakePool({ availableBytes: () => free });
  await pool.load(pooled("a"));
  free = 50;
  const load = pool.load(pooled("b"));
  await assert.rejects(load, { code: "out-of-memory" });
  assert.deepEqual(events, ["+a", "-a"]);
});

test("what runs elsewhere takes no memory, and waits for no other load", async () => {
  const { pool, time } = createFakePool({
    limitBytes: 100,
    models: { slow: { loadMs: 1000 }, remote: { runsElsewhere: true } },
  });
  const slow = pool.load(pooled("slow"));
  await settle();
  (await pool.acquire(pooled("remote")))[Symbol.dispose]();
  await time.advance(1000);
  await slow;
  assert.deepEqual(
    pool
      .list()
      .map(({ name }) => name)
      .sort(),
    ["remote", "slow"],
  );
});

test("no more models than allowed are loaded at once", async () => {
  const { pool, events } = createFakePool({ maxLoaded: 1 });
  await pool.load(pooled("a"));
  using _ = await pool.acquire(pooled("b"));
  assert.deepEqual(events, ["+a", "-a", "+b"]);
  await assert.rejects(pool.load(pooled("c")), {
    ...{ code: "service-unavailable", message: /at most 1 model .* loaded are b/ },
    ...{ hint: /Ask again in 2 seconds/, retryAfterMs: 2000 },
  });
});

test("a model goes when its time to live is over, and not while it answers", async () => {
  const { pool, time, events } = createFakePool({ ttlMs: 100 });
  const lease = await pool.acquire(pooled("a"));
  await pool.load(pooled("b"), { ttlMs: 1000 });
  await time.advance(500);
  assert.deepEqual(events, ["+a", "+b"]);
  lease[Symbol.dispose]();
  await time.advance(99);
  (await pool.acquire(pooled("a")))[Symbol.dispose]();
  await time.advance(99);
  assert.deepEqual(events, ["+a", "+b"]);
  await time.advance(1);
  assert.deepEqual(events, ["+a", "+b", "-a"]);
  await pool.load(pooled("b"));
  await time.advance(999);
  assert.deepEqual(events, ["+a", "+b", "-a"]);
  await time.advance(1);
  assert.deepEqual(events, ["+a", "+b", "-a", "-b"]);
  assert.equal(time.pending, 0);
});

test("unload keeps what was loaded with a time to live, unless forced", async () => {
  const { pool } = createFakePool({ ttlMs: 100 });
  await pool.load(pooled("a"), { ttlMs: 600_000 });
  await pool.load(pooled("b"));
  assert.equal(await pool.unload("a"), "kept");
  assert.equal(await pool.unload("a", { force: true }), "unloaded");
  assert.equal(await pool.unload("a", { force: true }), "not-loaded");
  assert.equal(await pool.unload("b"), "unloaded");
  assert.deepEqual(pool.list(), []);
});

test("unload waits for the requests it found; later ones get the model anew", async () => {
  const { pool, events, loads } = createFakePool();
  const running = await pool.acquire(pooled("a"));
  const waiting = pool.acquire(pooled("a"));
  const unloaded = pool.unload("a");
  const later = pool.acquire(pooled("a"));
  await settle();
  assert.deepEqual(events, ["+a"]);
  assert.deepEqual(
    pool
      .list()
      .map(({ state }) => state)
      .sort(),
    ["loading", "unloading"],
  );
  running[Symbol.dispose]();
  (await waiting)[Symbol.dispose]();
  assert.equal(await unloaded, "unloaded");
  using _ = await later;
  assert.deepEqual(events, ["+a", "-a", "+a"]);
  assert.equal(loads.length, 2);
});

test("a forced unload ends running and waiting requests with an error that says so", async () => {
  const { pool, events } = createFakePool({ models: { a: { end: "hang" } } });
  using running = await pool.acquire(pooled("a"));
  const answer = ask(running.loaded.chat);
  const waiting = pool.acquire(pooled("a"));
  const outcomes = Promise.allSettled([answer, waiting]);
  await settle();
  assert.equal(await pool.unload("a", { force: true }), "unloaded");
  for (const result of await outcomes) {
    assert.equal(result.status, "rejected");
    assert.equal(result.status === "rejected" && result.reason.code, "service-unavailable");
    assert.match(result.status === "rejected" ? result.reason.message : "", /unloaded by force/);
  }
  assert.deepEqual(events, ["+a", "-a"]);
});

test("loading without retaining the others unloads those that are idle and not pinned", async () => {
  const { pool, events } = createFakePool();
  await pool.load(pooled("pinned"), { pinned: true });
  using _ = await pool.acquire(pooled("busy"));
  await pool.load(pooled("idle"), { ttlMs: 5 });
  await pool.load(pooled("new"), { retainOthers: false });
  assert.deepEqual(events, ["+pinned", "+busy", "+idle", "-idle", "+new"]);
});

test("a crashed model is forgotten, and who waited for it gets it loaded anew", async () => {
  const models = { a: { end: "crash" as const } };
  const { pool, loads, events } = createFakePool({ models });
  const lease = await pool.acquire(pooled("a"));
  const waiting = pool.acquire(pooled("a"));
  await assert.rejects(ask(lease.loaded.chat), { code: "model-crashed" });
  lease[Symbol.dispose]();
  using again = await waiting;
  assert.equal(again.pooled.name, "a");
  assert.deepEqual(loads, ["a", "a"]);
  assert.deepEqual(events, ["+a", "-a", "+a"]);
});

test("a model that crashes at each load is not loaded again before its wait is over", async () => {
  const { pool, time, loads } = createFakePool({ models: { a: { failing: "model-crashed" } } });
  for (let turn = 0; turn < 2; turn++) await assert.rejects(pool.load(pooled("a")), { code: "model-crashed" });
  await assert.rejects(pool.load(pooled("a")), {
    message: /crashed 2 times in a row/,
    hint: /in 5 seconds/,
    retryAfterMs: 5000,
  });
  assert.equal(loads.length, 2);
  await time.advance(5000);
  await assert.rejects(pool.load(pooled("a")), { message: /Cannot load a as it fails/ });
  await assert.rejects(pool.load(pooled("a")), { retryAfterMs: 10_000 });
  assert.equal(loads.length, 3);
});

test("an idle model is kept warm, which counts as no use and keeps no model from going", async () => {
  const seen: number[] = [];
  const engine = createFakeEngine();
  const { pool, time, events } = createFakePool({
    keepWarmMs: 60_000,
    limitBytes: 200,
    async load(model) {
      const loaded = await engine.load({ type: "script", script: { tokens: ["a", "b"] } }, { id: model.id });
      const chat: ChatModel | undefined = loaded.chat && {
        ...loaded.chat,
        chat(request, options) {
          seen.push(request.maxTokens ?? 0);
          return loaded.chat?.chat(request, options) ?? (async function* () {})();
        },
      };
      return { ...loaded, chat, readMemory: async () => ({ residentBytes: 100 }) };
    },
  });
  await pool.load(pooled("old"));
  await time.advance(30_000);
  using busy = await pool.acquire(pooled("busy"));
  await time.advance(30_000);
  assert.deepEqual(seen, [1]);
  await time.advance(60_000);
  assert.deepEqual(seen, [1, 1]);
  assert.equal(pool.list()[0]?.name, "busy");
  busy[Symbol.dispose]();
  await pool.load(pooled("new"));
  assert.deepEqual(
    pool
      .list()
      .map(({ name }) => name)
      .sort(),
    ["busy", "new"],
  );
  await pool[Symbol.asyncDispose]();
  assert.equal(time.pending, 0);
  assert.deepEqual(events, []);
});

test("a pool that is closed ends everything and loads nothing more", async () => {
  const { pool, time, resident } = createFakePool({ models: { b: { loadMs: 100 } }, ttlMs: 50 });
  await pool.load(pooled("a"));
  const loading = assert.rejects(pool.load(pooled("b")), { code: "service-unavailable" });
  await settle();
  await pool[Symbol.asyncDispose]();
  await loading;
  assert.equal(resident.size, 0);
  assert.equal(time.pending, 0);
  await assert.rejects(pool.acquire(pooled("a")), { code: "service-unavailable" });
});

test("in any order of requests the budget holds, busy and pinned models stay, and nobody waits in vain", async () => {
  for (let seed = 1; seed <= 40; seed++) await playRandomly(seed);
});

async function playRandomly(seed: number): Promise<void> {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const names = ["a", "b", "c", "d", "e"];
  const models = Object.fromEntries(
    names.map((name) => [name, { bytes: 50 + random(190), loadMs: random(3) * 10, parallel: 1 + random(2) }]),
  );
  const { pool, time, resident } = createFakePool({ limitBytes: 400, models, queueLimit: 3, ttlMs: 400 });
  await pool.load(pooled("pinned"), { pinned: true, ttlMs: 1e9 });
  const leases = new Set<Lease>();
  let open = 0;
  const check = () => {
    const total = [...resident.values()].reduce((sum, bytes) => sum + bytes, 0);
    assert.ok(total <= 400, `seed ${seed}: ${total} bytes`);
    assert.ok(resident.has("pinned"), `seed ${seed}: the pinned model went`);
    for (const { pooled } of leases)
      assert.ok(resident.has(pooled.name), `seed ${seed}: ${pooled.name} went while busy`);
  };
  for (let step = 0; step < 120; step++) {
    const name = names[random(names.length)] ?? "a";
    const stop = new AbortController();
    const action = random(10);
    if (action < 5) {
      open += 1;
      void pool
        .acquire(pooled(name), { signal: stop.signal })
        .then(
          (lease) => leases.add(lease),
          (error) =>
            assert.match(
              error.code,
              /^(out-of-memory|service-unavailable|queue-full|aborted)$/,
              `seed ${seed}: ${error.message}`,
            ),
        )
        .finally(() => {
          open -= 1;
        });
      if (random(6) === 0) stop.abort();
    } else if (action < 8) {
      const [lease] = leases;
      if (lease !== undefined) {
        leases.delete(lease);
        lease[Symbol.dispose]();
      }
    } else if (action === 8) void pool.unload(name);
    else pool.load(pooled(name)).catch((error) => assert.match(error.code, /^(out-of-memory|service-unavailable)$/));
    await time.advance(random(30));
    check();
  }
  for (let turn = 0; turn < 200 && (open > 0 || leases.size > 0); turn++) {
    for (const lease of leases) lease[Symbol.dispose]();
    leases.clear();
    await time.advance(20);
    check();
  }
  assert.equal(open, 0, `seed ${seed}: ${open} wait in vain`);
  await pool[Symbol.asyncDispose]();
  assert.equal(resident.size, 0);
}
