import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedPlan, scriptedTarget } from "../../../test/fixtures/bench/scripted-plan.ts";
import { AssayError } from "../../core/errors.ts";
import type { JournalEntry, Plan } from "../../core/run.ts";
import { createFakeEngine } from "../../engines/fake/create-fake-engine.ts";
import { createFakeClock } from "../../lib/clock.ts";
import type { LoadMode } from "../load/load-mode.ts";
import { createDelayWindows } from "../loop-delay.ts";
import { type RunPlanOptions, runPlan } from "./run-plan.ts";

const stillLoop = createDelayWindows(() => 0);

/** Runs a plan on the fake engine and returns what was journalled. */
async function execute(plan: Plan, options: Partial<RunPlanOptions> = {}) {
  const entries: JournalEntry[] = [];
  const clock = createFakeClock();
  const engine = createFakeEngine({ clock });
  let loaded = 0;
  let most = 0;
  const status = await runPlan({
    plan,
    loadTarget: async (target) => {
      if (target.id.startsWith("missing"))
        throw new AssayError({ code: "model-missing", message: "no file", hint: "look" });
      const model = await engine.load(target.source, { id: target.id });
      loaded += 1;
      most = Math.max(most, loaded);
      return {
        ...model,
        readMemory: async () => ({ residentBytes: 1 }),
        [Symbol.asyncDispose]: async () => {
          loaded -= 1;
          await model[Symbol.asyncDispose]();
        },
      };
    },
    append: async (entry) => {
      entries.push(entry);
    },
    recorded: new Set(),
    clock,
    fitTogether: true,
    loopDelay: stillLoop,
    ...options,
  });
  const samples = entries.filter((entry) => entry.type === "sample");
  return { status, entries, samples, timed: samples.filter(({ phase }) => phase === "timed"), loaded, most };
}

test("`runPlan()` measures every target, prompt and round once, warms up first and unloads everything", async () => {
  const { status, timed, samples, entries, loaded } = await execute(scriptedPlan({ rounds: 2 }));
  assert.equal(status, "complete");
  assert.equal(timed.length, 2 * 3 * 2);
  assert.equal(new Set(timed.map(({ cell }) => cell)).size, timed.length);
  assert.equal(samples[0]?.phase, "warm-up");
  assert.equal(samples[0]?.first, true);
  assert.equal(entries.filter(({ type }) => type === "memory").length, 2);
  assert.equal(loaded, 0);
});

test("`runPlan()` warms a quick target up for a round, and a slow one as often as the plan says", async () => {
  const warmUps = async (firstTokenMs: number, warmUp: number) => {
    const plan = scriptedPlan({ targets: [scriptedTarget("a", { firstTokenMs })], warmUp });
    const { samples } = await execute(plan);
    return samples.filter(({ phase }) => phase === "warm-up").length;
  };
  assert.equal(await warmUps(20, 1), 3);
  assert.equal(await warmUps(2000, 1), 1);
  assert.equal(await warmUps(1000, 1), 2);
  assert.equal(await warmUps(2000, 5), 5);
  assert.equal(await warmUps(20, 0), 0);
});

test("`runPlan()` lets targets take turns in an order that is reversed each time", async () => {
  const { timed } = await execute(scriptedPlan({ rounds: 1 }));
  assert.deepEqual(
    timed.map(({ target }) => target),
    ["a", "b", "b", "a", "a", "b"],
  );
  const blocked = await execute(scriptedPlan({ rounds: 1, order: "blocked" }));
  assert.deepEqual(
    blocked.timed.map(({ target }) => target),
    ["a", "a", "a", "b", "b", "b"],
  );
  assert.equal(blocked.most, 1);
});

test("`runPlan()` holds one target at a time where they do not fit together, and still takes turns by rounds", async () => {
  const { timed, most, status } = await execute(scriptedPlan({ rounds: 2 }), { fitTogether: false });
  assert.equal(status, "complete");
  assert.equal(most, 1);
  assert.deepEqual(timed.map(({ target }) => target).join(""), "aaabbbbbbaaa");
});

test("`runPlan()` repeats nothing that is recorded", async () => {
  const plan = scriptedPlan({ rounds: 2 });
  const first = await execute(plan);
  const recorded = new Set(first.timed.slice(0, 5).map(({ cell }) => cell));
  const second = await execute(plan, { recorded });
  assert.equal(second.timed.length, first.timed.length - 5);
  assert.ok(second.timed.every(({ cell }) => !recorded.has(cell)));
  const nothing = await execute(plan, { recorded: new Set(first.timed.map(({ cell }) => cell)) });
  assert.deepEqual(nothing.entries, []);
});

test("`runPlan()` records energy and processor time with the timed requests to models of this machine, and no others", async () => {
  const elsewhere = {
    ...scriptedTarget("far"),
    source: { type: "endpoint", baseUrl: "https://far.example/v1" } as const,
  };
  const clock = createFakeClock();
  const engine = createFakeEngine({ clock });
  let processorMs = 0;
  const reading = { counters: [{ name: "test", joules: 1, windowMs: 1, coveredMs: 1, idleWatts: 0 }] };
  const { samples } = await execute(scriptedPlan({ targets: [scriptedTarget("near"), elsewhere], rounds: 1 }), {
    clock,
    energy: {
      sees: (device) => device === "cpu",
      open: async () => ({ close: async () => reading, [Symbol.dispose]() {} }),
    },
    loadTarget: async () => ({
      ...(await engine.load(scriptedTarget("x").source, { id: "x" })),
      readProcessorMs: async () => (processorMs += 7),
    }),
  });
  const measured = samples.filter((sample) => sample.energy !== undefined || sample.processorMs !== undefined);
  assert.ok(measured.length > 0 && measured.every(({ processorMs: own, energy }) => own === 7 && energy === reading));
  assert.deepEqual(
    measured.map(({ cell }) => cell),
    samples.filter(({ target, phase }) => target === "near" && phase === "timed").map(({ cell }) => cell),
  );
});

test("`runPlan()` records a target that cannot be loaded and goes on with the others", async () => {
  const { entries, timed, status } = await execute(
    scriptedPlan({ targets: [scriptedTarget("missing"), scriptedTarget("b")] }),
  );
  assert.equal(status, "complete");
  const failure = entries.find((entry) => entry.type === "failure");
  assert.deepEqual(failure, {
    type: "failure",
    target: "missing",
    error: { code: "model-missing", message: "no file", hint: "look" },
  });
  assert.ok(timed.length === 9 && timed.every(({ target }) => target === "b"));
});

test("`runPlan()` gives a crashing target up at its first crash, and one that keeps failing after three requests", async () => {
  const crashing = await execute(scriptedPlan({ targets: [scriptedTarget("a", { end: "crash" })], warmUp: 0 }));
  assert.equal(crashing.timed.length, 1);
  const cut = await execute(scriptedPlan({ targets: [scriptedTarget("a", { end: "cut" })], warmUp: 0 }));
  assert.equal(cut.timed.length, 3);
  assert.equal(cut.entries.at(-1)?.type, "failure");
});

test("`runPlan()` keeps what is done when it is stopped", async () => {
  const controller = new AbortController();
  let seen = 0;
  const { status, timed, loaded } = await execute(scriptedPlan({ rounds: 2 }), {
    signal: controller.signal,
    onProgress: ({ type }) => {
      if (type === "sample") seen += 1;
      if (seen === 4) controller.abort();
    },
  });
  assert.equal(status, "stopped");
  assert.equal(timed.length, 4);
  assert.equal(loaded, 0);
});

test("`runPlan()` measures a cold load and two warm ones of a file whose cache it can drop, with the memory of each", async () => {
  const dropped: string[] = [];
  const target = { ...scriptedTarget("a"), source: { type: "file", path: "/m.gguf" } as const };
  const clock = createFakeClock();
  const engine = createFakeEngine({ clock });
  const { entries } = await execute(scriptedPlan({ targets: [target], rounds: 1 }), {
    loadTarget: async () => ({
      ...(await engine.load(scriptedTarget("a").source, { id: "a" })),
      readMemory: async () => ({ residentBytes: 1 }),
    }),
    dropFileCache: async (path) => {
      dropped.push(path);
      return "cold";
    },
  });
  const loads = entries.filter((entry) => entry.type === "load").map(({ cache }) => cache);
  assert.deepEqual(loads, ["cold", "warm", "warm"]);
  assert.equal(entries.filter((entry) => entry.type === "memory").length, 3);
  assert.deepEqual(dropped, ["/m.gguf"]);
});

test("`runPlan()` stops at once when the journal cannot be written, though it could be the next time", async () => {
  let calls = 0;
  const append = async () => {
    calls += 1;
    if (calls === 2) throw new AssayError({ code: "storage-failed", message: "disk full" });
  };
  await assert.rejects(execute(scriptedPlan(), { append }), { code: "storage-failed" });
  assert.equal(calls, 2);
});

/** So many users at once, each of whom asks again as soon as the answer is there. */
const users = (count: number): LoadMode => ({
  turn: "round",
  async run(cells, { measure, over }) {
    const queue = cells.values();
    const user = async () => {
      for (const cell of queue) {
        if (over.aborted) return;
        await measure(cell, { intendedMs: 5 });
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: count }, user));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  },
});

/** Counts the requests under way by what a run tells of itself. */
function createCounter() {
  let underWay = 0;
  let most = 0;
  const onProgress: RunPlanOptions["onProgress"] = ({ type }) => {
    if (type === "request") underWay += 1;
    if (type === "sample") underWay -= 1;
    most = Math.max(most, underWay);
  };
  return { onProgress, counts: () => ({ underWay, most }) };
}

test("`runPlan()` takes a load mode that has several requests under way", async () => {
  const { onProgress, counts } = createCounter();
  const { status, timed, most, loaded } = await execute(scriptedPlan({ rounds: 2 }), { mode: users(2), onProgress });
  assert.equal(status, "complete");
  assert.deepEqual(counts(), { underWay: 0, most: 2 });
  assert.equal(new Set(timed.map(({ cell }) => cell)).size, 2 * 3 * 2);
  assert.deepEqual(timed.map(({ target }) => target).join(""), "aaabbbbbbaaa");
  assert.ok(timed.every(({ timeline }) => timeline.intendedMs === 5));
  assert.deepEqual([most, loaded], [2, 0]);
});

test("`runPlan()` gives a target up once, after the requests that were under way, whatever the load mode", async () => {
  const { onProgress, counts } = createCounter();
  const plan = scriptedPlan({ targets: [scriptedTarget("a", { end: "crash" }), scriptedTarget("b")], warmUp: 0 });
  const { entries, timed, loaded } = await execute(plan, { mode: users(2), onProgress });
  assert.equal(timed.filter(({ target }) => target === "a").length, 2);
  assert.equal(timed.filter(({ target }) => target === "b").length, 9);
  assert.deepEqual(
    entries.flatMap((entry) => (entry.type === "failure" ? entry.target : [])),
    ["a"],
  );
  assert.equal(
    entries.findIndex(({ type }) => type === "failure"),
    4,
  );
  assert.deepEqual([counts().underWay, loaded], [0, 0]);
});

test("`runPlan()` begins nothing more once it is stopped, whatever the load mode", async () => {
  const controller = new AbortController();
  let begun = 0;
  const { status, timed } = await execute(scriptedPlan({ rounds: 2, warmUp: 0 }), {
    mode: users(3),
    signal: controller.signal,
    onProgress: ({ type }) => {
      if (type === "request") begun += 1;
      if (type === "sample") controller.abort();
    },
  });
  assert.equal(status, "stopped");
  assert.equal(begun, 3);
  assert.ok(timed.length >= 1 && timed.length <= 3);
});

/** A plan of ten prompts that is looked at after eight. */
const stagedPlan = scriptedPlan({
  prompts: { name: "ten", prompts: Array.from({ length: 10 }, (_, index) => ({ id: `p${index}`, prompt: "count" })) },
  rounds: 1,
  warmUp: 0,
  untilDecided: { level: 0.95 },
});

test("`runPlan()` ends a run at the look that has seen enough, reads the memory and unloads everything", async () => {
  const looks: (readonly [number, number])[] = [];
  const { status, timed, entries, loaded } = await execute(stagedPlan, {
    looking: {
      isSpent: () => false,
      look: async (prompts, left) => {
        looks.push([prompts, left]);
        return "end";
      },
    },
  });
  assert.equal(status, "complete");
  assert.deepEqual(looks, [[8, 2]]);
  assert.equal(timed.length, 2 * 8);
  assert.equal(entries.filter(({ type }) => type === "memory").length, 2);
  assert.equal(loaded, 0);
});

test("`runPlan()` keeps targets loaded from one look to the next, and measures what is left", async () => {
  const { timed, entries } = await execute(stagedPlan, {
    looking: { isSpent: () => false, look: async () => "go-on" },
  });
  assert.equal(timed.length, 2 * 10);
  assert.equal(entries.filter(({ type }) => type === "load").length, 2);
});

test("`runPlan()` stops asking once there is to be no more of it, and looks at what there is", async () => {
  let asked = 0;
  const { timed } = await execute(stagedPlan, {
    onProgress: ({ type }) => {
      if (type === "request") asked += 1;
    },
    looking: { isSpent: () => asked >= 5, look: async () => "end" },
  });
  // The third prompt, which one target had answered, is for the other to answer too.
  assert.equal(timed.length, 6);
});

test("`runPlan()` goes on after a target that dies, and is looked at without it", async () => {
  let looks = 0;
  const { timed } = await execute(
    { ...stagedPlan, targets: [scriptedTarget("a"), scriptedTarget("b", { end: "crash" })] },
    {
      looking: {
        isSpent: () => false,
        look: async () => {
          looks += 1;
          return "end";
        },
      },
    },
  );
  assert.equal(looks, 1);
  assert.equal(timed.filter(({ target }) => target === "a").length, 8);
});
