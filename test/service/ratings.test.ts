import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { ratingSummarySchema, ratingsSchema } from "../../src/wire/assay/ratings.ts";
import { readScoring } from "../../src/workbench/quality/read-scoring.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { ask } from "../fixtures/service/ask.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const RUN = "2026-11-20T10-00-00-first";

async function start(context: TestContext) {
  const process = { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} };
  const service = await startTestService(context, { process });
  await recordRun(service.folder, { id: RUN, verdict: {} });
  const runs = join(service.folder, "runs");
  const url = `${service.url}/assay/v1/runs/${RUN}/ratings`;
  const read = async (by: string) => ratingsSchema.parse((await ask(`${url}?by=${by}`, "GET")).body);
  const sum = async () => ratingSummarySchema.parse((await ask(`${url}/summary`, "GET")).body);
  const rate = (body: object, headers?: Readonly<Record<string, string>>) => ask(url, "POST", body, headers);
  return { ...service, runs, url, read, sum, rate, file: join(runs, RUN, "annotations.jsonl") };
}

test("answers come without anything that names a model, and scores land beside the run as an import writes them", async (context) => {
  const { url, read, sum, rate, file, runs } = await start(context);
  const journal = readFileSync(join(runs, RUN, "samples.jsonl"));
  const { text } = await ask(`${url}?by=Ann`, "GET");
  assert.doesNotMatch(text, /small|large|target|engine/);
  const { items, criteria, own, run } = await read("Ann");
  assert.deepEqual([run, own], [RUN, []]);
  assert.deepEqual(await sum(), { items: items.length, people: [], agreement: [] });
  const [first, second] = items;
  assert.ok(first && second && criteria.length === 5);
  const { status, body } = await rate({ by: "Ann", item: first.item, scores: { coherence: 4 }, note: "fine" });
  assert.deepEqual([status, body], [200, { added: 1, changed: 0, same: 0 }]);
  await rate({ by: " ann ", item: first.item, scores: { coherence: 2, brevity: 5 } });
  assert.deepEqual((await rate({ by: "Ann", item: first.item, scores: { brevity: 5 } })).body.same, 1);
  await rate({ by: "Ann", item: second.item, scores: { depth: 3 } });
  await rate({ by: "Ann", item: second.item, scores: { depth: null } });
  const after = await read("ANN");
  assert.deepEqual(after.by, "Ann");
  assert.deepEqual(after.own, [
    { item: first.item, scores: { coherence: 2, brevity: 5 }, note: "fine" },
    { item: second.item, scores: {} },
  ]);
  assert.deepEqual((await sum()).people, [{ by: "Ann", items: 1, scores: 2 }]);
  assert.deepEqual((await read("Bob")).own, []);
  const { entries } = await readScoring(createRunStore({ directory: runs }), RUN);
  assert.equal(entries.filter(({ type }) => type === "criterion").length, 3);
  assert.ok(readFileSync(file, "utf8").includes('"scores":{"coherence":4},"note":"fine"'), "earlier scores stay");
  assert.deepEqual(readFileSync(join(runs, RUN, "samples.jsonl")), journal);
});

test("several people who score at the same time lose nothing, and their agreement is told where it can be", async (context) => {
  const { read, sum, rate, url } = await start(context);
  const { items } = await read("Ann");
  const bodies = ["Ann", "Bob", "Cy"].flatMap((by) =>
    items.map(({ item }, index) => ({ by, item, scores: { brevity: 3, depth: (index % 5) + 1 } })),
  );
  const answers = await Promise.all(bodies.map((body) => rate(body)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  const { people, agreement } = await sum();
  assert.deepEqual(
    people.map(({ scores }) => scores),
    [2 * items.length, 2 * items.length, 2 * items.length],
  );
  const [brevity, depth] = agreement;
  assert.deepEqual([brevity?.criterion, brevity?.alpha, brevity?.pairs[0]?.exact?.value], ["brevity", undefined, 1]);
  assert.deepEqual([depth?.criterion, depth?.alpha?.value, depth?.pairs.length], ["depth", 1, 3]);
  assert.doesNotMatch((await ask(`${url}/summary`, "GET")).text, /small|large/);
});

test("what is no score is refused in a sentence, and nothing is written", async (context) => {
  const { url, read, rate, file } = await start(context);
  const item = (await read("Ann")).items[0]?.item ?? "";
  const good = { by: "Ann", item, scores: { coherence: 4 } };
  const wrong = [
    { ...good, item: "bcdfghjkmn" },
    { ...good, item: "../../x" },
    { ...good, item: "x".repeat(10_000) },
    { ...good, by: "A".repeat(10_000) },
    { ...good, by: "" },
    { ...good, by: " \t" },
    { ...good, by: "Ann\u0000" },
    { ...good, by: 7 },
    { ...good, note: "x".repeat(2_001) },
    { ...good, model: "small" },
    { by: "Ann", item },
    ...[6, 0, -1, 4.5, "4", true, [4], Number.MAX_SAFE_INTEGER].map((score) => ({
      ...good,
      scores: { coherence: score },
    })),
    { ...good, scores: { niceness: 4 } },
    { ...good, scores: [4] },
  ];
  for (const body of wrong) {
    const { status, body: answer, text } = await rate(body);
    const told = JSON.stringify(body).slice(0, 80);
    assert.equal(status, 400, `${told}: ${text}`);
    assert.ok(answer.error.message.length < 600, told);
  }
  const odd = `{"by":"Ann","item":"${item}","scores":{"__proto__":4}}`;
  assert.ok((await ask(url, "POST", odd)).status < 500);
  for (const query of [
    "",
    "?by=",
    "?by=%20",
    `?by=${"A".repeat(10_000)}`,
    "?by=Ann&by=Bob",
    "?by=Ann&x=1",
    "?by=a%00b",
  ])
    assert.equal((await ask(`${url}${query}`, "GET")).status, 400, query.slice(0, 40));
  assert.equal(existsSync(file), false);
});

test("no other page scores, and a run that is missing is told", async (context) => {
  const { url, rate, read, file } = await start(context);
  const runs = url.slice(0, url.indexOf(`/${RUN}`));
  const item = (await read("Ann")).items[0]?.item ?? "";
  const body = { by: "Ann", item, scores: { coherence: 1 } };
  const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  assert.equal((await rate(body, evil)).status, 403);
  assert.equal((await ask(`${url}?by=Ann`, "GET", undefined, evil)).status, 403);
  for (const id of ["none", "..", "%2e%2e%2f..", "a%00b", "x".repeat(101)])
    for (const [method, sent] of [["GET", undefined] as const, ["POST", body] as const]) {
      const { status } = await ask(`${runs}/${id}/ratings${method === "GET" ? "?by=Ann" : ""}`, method, sent);
      assert.ok([400, 404].includes(status), `${method} ${id}: ${status}`);
    }
  assert.equal((await ask(`${runs}/none/ratings?by=Ann`, "GET")).body.error.code, "run_missing");
  assert.equal(existsSync(file), false);
});
