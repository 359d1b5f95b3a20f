import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promptSetsSchema } from "../../src/wire/assay/prompt-sets.ts";
import { type RunEvent, type RunState, runEventSchema, runStateSchema } from "../../src/wire/assay/run-events.ts";
import { runsSchema } from "../../src/wire/assay/runs.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const QUICK = { coldLoad: false, calibration: false, warmUp: 0, rounds: 1, maxTokens: 4 };

async function start(context: TestContext, models: Readonly<Record<string, object>> = {}) {
  const process = { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} };
  const service = await startTestService(context, { process, models });
  const api = `${service.url}/assay/v1`;
  return {
    ...service,
    api,
    run: (body: object) => ask(`${api}/runs`, "POST", { ...QUICK, ...body }),
    follow: (id: string) => follow(`${api}/runs/${id}/events`),
  };
}

async function* follow(url: string): AsyncGenerator<RunEvent> {
  const response = await fetch(url);
  assert.equal(response.headers.get("content-type"), "application/x-ndjson");
  let text = "";
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (text + piece).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) yield runEventSchema.parse(JSON.parse(line));
  }
}

test("a run is measured in a process of its own and followed, also by who comes later", async (context) => {
  const { api, run, follow } = await start(context);
  const { status, body } = await run({ models: ["notes-micro:q8_0", "notes-micro:q4_0"], prompts: ["One?", "Two?"] });
  assert.equal(status, 201, JSON.stringify(body));
  const state: RunState = runStateSchema.parse(body);
  assert.deepEqual([state.targets, state.rounds, state.total], [["notes-micro:q8_0", "notes-micro:q4_0"], 1, 4]);
  const busy = await run({ models: ["notes-mini"] });
  assert.deepEqual([busy.status, busy.body.error.code], [409, "run_locked"]);
  assert.match(busy.body.error.message, new RegExp(state.id));
  const events = await Array.fromAsync(follow(state.id));
  assert.equal(events[0]?.type, "state");
  const last = events.at(-1);
  assert.ok(last?.type === "ended" && last.status === "complete" && last.verdict, JSON.stringify(last));
  for (const type of ["loaded", "request", "sample"])
    assert.ok(
      events.some((event) => event.type === type),
      type,
    );

  const [again, ended, ...rest] = await Array.fromAsync(follow(state.id));
  assert.ok(again?.type === "state" && ended?.type === "ended" && rest.length === 0);
  assert.deepEqual([again.state.samples.length, again.state.done, again.state.status], [4, 4, "complete"]);
  assert.equal(ended.verdict, last.verdict);
  const [listed] = runsSchema.parse((await ask(`${api}/runs`, "GET")).body).runs;
  assert.ok(listed?.type === "run" && listed.status === "complete" && listed.verdict === last.verdict);
});

test("a run that is stopped is kept, and goes on where it was", async (context) => {
  const script = { tokens: Array.from({ length: 4 }, () => "word "), tokenMs: 20 };
  const { api, run, follow } = await start(context, { slow: { script } });
  const { body } = await run({ models: ["slow"], prompts: ["One?", "Two?", "Three?"], rounds: 20 });
  for await (const event of follow(body.id))
    if (event.type === "sample") {
      for (const id of [body.id, "latest"]) {
        const stopped = await ask(`${api}/runs/${id}/stop`, "POST", {});
        assert.deepEqual([stopped.status, stopped.body], [202, { isStopping: true }], id);
      }
      break;
    }
  const last = (await Array.fromAsync(follow(body.id))).at(-1);
  assert.ok(last?.type === "ended" && last.status === "stopped", JSON.stringify(last));
  const notHere = await ask(`${api}/runs/${body.id}/stop`, "POST", {});
  assert.equal(notHere.status, 409);
  assert.match(notHere.text, /has ended already/);

  // Its process has said its last word, and may still be on its way out.
  let resumed = await ask(`${api}/runs/${body.id}/resume`, "POST", {});
  while (resumed.status === 409) resumed = await ask(`${api}/runs/${body.id}/resume`, "POST", {});
  assert.equal(resumed.status, 201, resumed.text);
  const state: RunState = runStateSchema.parse(resumed.body);
  assert.ok(state.done > 0 && state.samples.length === state.done && state.total === 60);
  await ask(`${api}/runs/${body.id}/stop`, "POST", {});
  await Array.fromAsync(follow(body.id));
});

test("what cannot be measured is refused with a hint before anything begins", async (context) => {
  const { run, folder, api } = await start(context, {
    gone: { file: "./none.gguf" },
    damaged: { file: "./damaged.gguf" },
    later: { hub: { repo: "a/b", file: "c.gguf" } },
  });
  writeFileSync(join(folder, "damaged.gguf"), "no model");
  copyFileSync("models/all-minilm-l6-v2-q8_0.gguf", join(folder, "embeds.gguf"));
  for (const [models, code, status] of [
    [["nots-mini"], "model_not_found", 404],
    [["gone"], "model_not_found", 404],
    [["damaged"], "model_invalid", 500],
    [["later"], "model_not_found", 404],
    [[join(folder, "embeds.gguf")], "model_not_found", 404],
    [["http://127.0.0.1:9/v1#m"], "model_not_found", 404],
  ] as const) {
    let answer = await run({ models, prompts: ["One?"] });
    while (answer.status === 409) answer = await run({ models, prompts: ["One?"] });
    assert.deepEqual([answer.body.error.code, answer.status], [code, status], models[0]);
  }
  const unknown = await run({ models: ["notes-micro"], prompts: "work-note" });
  assert.deepEqual([unknown.status, unknown.body.error.code], [400, "invalid_input"]);
  assert.match(unknown.body.error.message, /Did you mean work-notes/);
  const alone = await run({ models: ["notes-micro"], prompts: "meeting-notes", untilDecided: {} });
  assert.deepEqual([alone.status, alone.body.error.code], [400, "invalid_input"]);
  assert.match(alone.body.error.message, /ends once it is decided needs two models/);
  for (const body of [
    { models: [] },
    { models: "notes-micro" },
    { models: Array.from({ length: 21 }, () => "notes-micro") },
    { models: ["notes-micro"], prompts: [] },
    { models: ["notes-micro"], prompts: [" "] },
    { models: ["notes-micro"], prompts: Array.from({ length: 201 }, () => "x") },
    { models: ["notes-micro"], prompts: "../../etc/passwd" },
    { models: ["notes-micro"], rounds: 0 },
    { models: ["notes-micro"], rounds: 1.5 },
    { models: ["notes-micro"], untilDecided: { level: 2 } },
    { models: ["notes-micro"], untilDecided: true },
    { models: ["notes-micro"], runs: "/tmp" },
    { models: ["notes-micro"], adapters: ["./a.js"] },
  ])
    assert.equal((await run(body)).status, 400, JSON.stringify(body).slice(0, 100));
  for (const route of ["runs/none/resume", "runs/none/stop"])
    assert.equal((await ask(`${api}/${route}`, "POST", {})).body.error.code, "run_missing", route);
  assert.equal((await ask(`${api}/runs/none/events`, "GET")).body.error.code, "run_missing");
  assert.ok(!readdirSync(folder).includes("runs"), "nothing was begun");
});

test("prompt sets are listed, those of the project first, a wrong one with its problem", async (context) => {
  const { api, folder } = await start(context);
  mkdirSync(join(folder, "prompts"));
  writeFileSync(join(folder, "prompts", "mine.json"), '[{"prompt": "One?", "facets": ["a"]}, "Two?"]');
  writeFileSync(join(folder, "prompts", "wrong.json"), "[3]");
  const { promptSets } = promptSetsSchema.parse((await ask(`${api}/prompt-sets`, "GET")).body);
  assert.deepEqual(
    promptSets
      .slice(0, 3)
      .map(({ name, title, prompts, scored, problem }) => [name, title, prompts, scored, problem?.code]),
    [
      ["prompts/mine.json", "mine", 2, 1, undefined],
      ["prompts/wrong.json", "prompts/wrong.json", undefined, undefined, "invalid-file"],
      ["work-notes", "work-notes", 40, 40, undefined],
    ],
  );
});

test("no page but our own starts, stops or follows a run", async (context) => {
  const { api, url } = await start(context);
  for (const headers of [{ origin: "https://evil.example", "assay-session": "test" }, { origin: url }] as Record<
    string,
    string
  >[])
    for (const [method, route, body] of [
      ["POST", "runs", { ...QUICK, models: ["notes-micro"] }],
      ["POST", "runs/latest/resume", {}],
      ["POST", "runs/latest/stop", {}],
      ["GET", "runs/latest/events"],
      ["GET", "prompt-sets"],
    ] as const)
      assert.equal((await ask(`${api}/${route}`, method, body, headers)).status, 403, `${method} ${route}`);
});
