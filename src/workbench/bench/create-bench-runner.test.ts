import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleRun } from "../../store/fixtures/example-run.ts";
import type { RunEvent } from "../../wire/assay/run-events.ts";
import type { FromBench, ToBench } from "./bench-messages.ts";
import { type BenchRunner, createBenchRunner } from "./create-bench-runner.ts";
import { firstState } from "./run-events.ts";

const RUN = exampleRun();
const TASK = { directory: "/p", given: {}, names: ["a"] };
const STARTED: FromBench = { type: "started", run: RUN, recorded: 0, notes: ["busy"] };
const SAMPLE: RunEvent = { type: "sample", target: "a", prompt: "p1", round: 1, status: "ok", done: 1, total: 12 };

/** A runner whose process is played, and a clock that moves when it is told to. */
function play(options: { readonly isStopping?: () => boolean } = {}) {
  const sent: ToBench[] = [];
  const sleeps: (() => void)[] = [];
  const played = { say: (_: FromBench) => {}, end: (_: string) => {}, killed: false };
  const runner = createBenchRunner({
    spawn(onMessage) {
      const { promise: ended, resolve } = Promise.withResolvers<string>();
      Object.assign(played, { say: onMessage, end: resolve });
      const kill = () => {
        played.killed = true;
        resolve("");
      };
      return { ended, send: (message) => void sent.push(message), kill };
    },
    clock: {
      now: () => 0,
      sleep: (_, signal) =>
        new Promise((resolve) => {
          sleeps.push(resolve);
          signal?.addEventListener("abort", () => resolve(), { once: true });
        }),
    },
    makeRoom: async () => {},
    readState: async () => ({ ...firstState(RUN, []), samples: [SAMPLE] as never, done: 1 }),
    isStopping: options.isStopping ?? (() => false),
  });
  return { runner, sent, played, tick: () => sleeps.splice(0).map((wake) => wake()) };
}

async function begin({ runner, played }: ReturnType<typeof play>, task = {}): Promise<void> {
  const starting = runner.start({ ...TASK, ...task }, new AbortController().signal);
  await new Promise(setImmediate);
  played.say(STARTED);
  await starting;
}

function follow(runner: BenchRunner): Promise<RunEvent[]> {
  const events = runner.follow(RUN.id);
  assert.ok(events);
  return Array.fromAsync(events);
}

test("a follower sees the state so far first, and all events until the end", async () => {
  const scene = play();
  await begin(scene);
  const early = follow(scene.runner);
  scene.played.say({ type: "event", event: SAMPLE });
  const late = follow(scene.runner);
  scene.played.say({ type: "event", event: { type: "ended", status: "complete", verdict: "Take a.", winner: "a" } });
  assert.deepEqual(
    (await early).map(({ type }) => type),
    ["state", "sample", "ended"],
  );
  const [first, ...rest] = await late;
  assert.ok(first?.type === "state");
  assert.deepEqual([first.state.samples, first.state.done, first.state.notes], [[SAMPLE], 1, ["busy"]]);
  assert.deepEqual(
    rest.map(({ type }) => type),
    ["ended"],
  );
});

test("one run at a time: a second is told which one is under way, until its process is gone", async () => {
  const scene = play();
  await begin(scene);
  const second = () => scene.runner.start(TASK, new AbortController().signal);
  await assert.rejects(second(), { code: "run-locked", message: new RegExp(RUN.id), hint: /stop it/ });
  scene.played.say({ type: "event", event: { type: "ended", status: "complete" } });
  await assert.rejects(second(), { code: "run-locked" });
  scene.played.end("");
  await new Promise(setImmediate);
  assert.equal(scene.runner.current, undefined);
  await begin(scene);
});

test("a client that leaves before its run has a process stops it", async () => {
  const scene = play();
  void scene.runner.start(TASK, AbortSignal.abort()).catch(() => {});
  await new Promise(setImmediate);
  assert.deepEqual(
    scene.sent.map(({ type }) => type),
    ["task", "stop"],
  );
});

test("what planning finds wrong is thrown, and the next run may start", async () => {
  const scene = play();
  const starting = scene.runner.start(TASK, new AbortController().signal);
  await new Promise(setImmediate);
  await assert.rejects(scene.runner.start(TASK, new AbortController().signal), {
    code: "run-locked",
    message: /beginning/,
  });
  scene.played.say({ type: "failed", error: { code: "out-of-memory", message: "Too big.", hint: "Take less." } });
  await assert.rejects(starting, { code: "out-of-memory", hint: "Take less." });
  scene.played.end("");
  await new Promise(setImmediate);
  await begin(scene);
});

test("a process that ends by itself is told to followers, as a run that can be resumed", async () => {
  const scene = play();
  await begin(scene);
  const events = follow(scene.runner);
  scene.played.end("out of luck");
  const last = (await events).at(-1);
  assert.ok(last?.type === "ended");
  assert.equal(last.status, "interrupted");
  assert.match(last.error?.message ?? "", /out of luck/);
});

test("a resumed run shows what earlier sessions have measured", async () => {
  const scene = play();
  await begin(scene, { resume: RUN.id });
  assert.deepEqual(scene.runner.current?.samples, [SAMPLE]);
});

test("a silent run is heard of every 15 s, and whoever leaves ends nothing", async () => {
  const scene = play();
  await begin(scene);
  const events = scene.runner.follow(RUN.id)?.[Symbol.asyncIterator]();
  await events?.next();
  for (let second = 0; second < 15; second++) {
    scene.tick();
    await new Promise(setImmediate);
  }
  assert.deepEqual((await events?.next())?.value, { type: "heartbeat" });
  await events?.return?.();
  assert.ok(scene.runner.current);
  assert.deepEqual(
    scene.sent.map(({ type }) => type),
    ["task"],
  );
});

test("a stop is passed on and told; a service on its way out stops the run, and cuts one that goes on", async () => {
  const scene = play({ isStopping: () => true });
  await begin(scene);
  assert.equal(scene.runner.stop("other"), false);
  const events = scene.runner.follow(RUN.id)?.[Symbol.asyncIterator]();
  await events?.next();
  assert.equal(scene.runner.stop(RUN.id), true);
  assert.deepEqual((await events?.next())?.value, { type: "stopping" });
  assert.equal(scene.runner.current?.status, "stopping");
  scene.tick();
  await new Promise(setImmediate);
  assert.deepEqual(
    scene.sent.map(({ type }) => type),
    ["task", "stop", "stop"],
  );
  const ended = scene.runner[Symbol.asyncDispose]();
  await new Promise(setImmediate);
  scene.tick();
  await ended;
  assert.ok(scene.played.killed);
});
