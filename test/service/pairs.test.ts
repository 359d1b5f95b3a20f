import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pairsSchema, pairsSummarySchema } from "../../src/wire/assay/pairs.ts";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { ask } from "../fixtures/service/ask.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const RUN = "2026-11-20T10-00-00-first";

async function start(context: TestContext) {
  const process = { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} };
  const service = await startTestService(context, { process });
  await recordRun(service.folder, { id: RUN, verdict: {} });
  const folder = join(service.folder, "runs", RUN);
  const url = `${service.url}/assay/v1/runs/${RUN}/pairs`;
  const read = async (by: string, more = "") => pairsSchema.parse((await ask(`${url}?by=${by}${more}`, "GET")).body);
  const sum = async () => pairsSummarySchema.parse((await ask(`${url}/summary`, "GET")).body);
  const choose = (body: object) => ask(url, "POST", body);
  return { ...service, folder, url, read, sum, choose, file: join(folder, "annotations.jsonl") };
}

test("everybody gets the same pairs, turned round by person, with nothing that names a model", async (context) => {
  const { url, read, sum } = await start(context);
  assert.doesNotMatch((await ask(`${url}?by=Ann`, "GET")).text, /small|large|target|engine/);
  const [ann, again, few, ...others] = await Promise.all(
    ["Ann", "ann", "Ann&most=3", ..."abcdefgh"].map((by) => read(by)),
  );
  assert.ok(ann && again && few);
  assert.deepEqual(again.pairs, ann.pairs);
  assert.deepEqual(few.pairs, ann.pairs.slice(0, 3));
  assert.equal(few.total, ann.pairs.length);
  const sorted = ({ left, right }: (typeof ann.pairs)[number]) => [left, right].toSorted().join();
  const lefts = others.map(({ pairs }) => {
    assert.deepEqual(pairs.map(sorted), ann.pairs.map(sorted));
    return pairs[0]?.left;
  });
  assert.equal(new Set(lefts).size, 2, "either answer stands left for somebody");
  assert.deepEqual(await sum(), {
    people: [],
    bias: { left: { pairs: 0, of: 0 }, longer: { pairs: 0, of: 0 } },
    agreement: { items: 0, pairs: [] },
  });
});

test("several people who compare at the same time lose nothing, and earlier choices stay in the file", async (context) => {
  const { url, read, sum, choose, file } = await start(context);
  const { pairs } = await read("Ann");
  const bodies = ["Ann", "Bob"].flatMap((by) => pairs.map((pair) => ({ by, ...pair, choice: "left" })));
  const answers = await Promise.all(bodies.map(choose));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  const [first] = pairs;
  assert.ok(first);
  const turned = { left: first.right, right: first.left };
  assert.deepEqual((await choose({ by: "ANN", ...turned, choice: "right" })).body, { added: 0, changed: 0, same: 1 });
  assert.deepEqual((await choose({ by: "Ann", ...turned, choice: "left", much: true })).body.changed, 1);
  const { own } = await read("Ann");
  assert.deepEqual(own[0], { ...first, choice: "right", much: true }, "as it is shown to Ann");
  assert.equal(readFileSync(file, "utf8").trim().split("\n").length, 2 * pairs.length + 1);
  await choose({ by: "Ann", ...first, choice: null });
  const { people, agreement, bias } = await sum();
  assert.deepEqual(
    people.map(({ by, pairs: done }) => [by, done]),
    [
      ["Ann", pairs.length - 1],
      ["Bob", pairs.length],
    ],
  );
  assert.deepEqual([agreement.items, agreement.alpha?.value], [pairs.length - 1, 1]);
  assert.deepEqual([bias.left.pairs, bias.left.of], [2 * pairs.length - 1, 2 * pairs.length - 1]);
  assert.doesNotMatch((await ask(`${url}/summary`, "GET")).text, /small|large/);
});

test("what is no choice between two answers is refused in a sentence, and nothing is written", async (context) => {
  const { url, read, choose, file } = await start(context);
  const { pairs } = await read("Ann");
  const [first, second] = pairs;
  assert.ok(first && second);
  const good = { by: "Ann", ...first, choice: "left" };
  const wrong: readonly object[] = [
    { ...good, right: first.left },
    { ...good, right: second.left },
    { ...good, left: "../../x" },
    { ...good, left: "x".repeat(10_000) },
    { ...good, by: " " },
    { ...good, choice: "LEFT" },
    { ...good, choice: 1 },
    { ...good, choice: undefined },
    { ...good, much: "yes" },
    { ...good, model: "small" },
    {},
    [],
  ];
  for (const body of wrong) {
    const { status, body: answer } = await choose(body);
    assert.equal(status, 400, JSON.stringify(body).slice(0, 80));
    assert.ok(answer.error.message.length < 600);
  }
  for (const query of ["", "?by=", "?by=Ann&most=0", "?by=Ann&most=x", "?by=Ann&most=1e9", "?by=Ann&x=1"])
    assert.equal((await ask(`${url}${query}`, "GET")).status, 400, query);
  assert.equal(existsSync(file), false);
});

test("a file that was broken by hand is told with its line, and a removed run is no run", async (context) => {
  const { url, read, choose, folder, file } = await start(context);
  const [first] = (await read("Ann")).pairs;
  await choose({ by: "Ann", ...first, choice: "left" });
  appendFileSync(file, '{"type":"preference","by":"Bob"\n');
  const { status, text } = await choose({ by: "Ann", ...first, choice: "right" });
  assert.equal(status, 500);
  assert.match(text, /Line 2 of .*annotations\.jsonl is no annotation/);
  assert.match(readFileSync(file, "utf8"), /"by":"Bob"\n$/, "it is left as it is");
  rmSync(folder, { recursive: true });
  assert.equal((await choose({ by: "Ann", ...first, choice: "right" })).body.error.code, "run_missing");
  assert.equal((await ask(`${url}?by=Ann`, "GET")).status, 404);
  assert.equal(existsSync(folder), false, "nothing brings it back");
});

test("a run of one target has nothing to compare, and says so", async (context) => {
  const { folder, url } = await start(context);
  const alone = "2026-11-20T11-00-00-alone";
  await recordRun(join(folder, "../.."), {
    id: alone,
    verdict: {},
    targets: [{ id: "small", latencyMs: 100, residentBytes: 1e8 }],
  });
  const { status, body } = await ask(`${url.replace(RUN, alone)}?by=Ann`, "GET");
  assert.equal(status, 400);
  assert.match(body.error.message, /no two answers to compare/);
});
