import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { summarizeAnnotations } from "../../quality/annotations/summarize-annotations.ts";
import { BUILT_IN_RUBRIC } from "../../quality/rubric/built-in-rubric.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { exampleRun, exampleSample } from "../../store/fixtures/example-run.ts";
import { exportStub } from "./export-stub.ts";
import { importAnnotations } from "./import-annotations.ts";
import { readScoring } from "./read-scoring.ts";

const ANSWERS = [
  ["notes-mini:q8_0", "p1", "Ana does."],
  ["remote", "p1", "Ana does."],
  ["remote", "p2", '=SUM(1), "all"\nof it'],
  ["notes-mini:q8_0", "p2", "All; of it"],
  ["remote", "p2", "  "],
] as const;
const rubric = BUILT_IN_RUBRIC;
const now = () => new Date("2026-11-30T12:00:00Z");

async function makeRun(t: TestContext) {
  const directory = makeFolder(t);
  const store = createRunStore({ directory });
  await using writer = await store.create(exampleRun());
  for (const [index, [target, prompt, text]] of ANSWERS.entries())
    await writer.append({ ...exampleSample(index), target, prompt, text });
  const open = () => readScoring(store, writer.run.id);
  const write = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const take = async (by: string, ...files: string[]) => importAnnotations(await open(), { files, by, rubric, now });
  return { open, write, take };
}

/** Fills in the first column of scores of a stub in CSV. */
function fill(csv: string, score: (row: number) => string): string {
  let row = 0;
  return csv.replaceAll(/,,,,,,\r\n/g, () => `,${score(row++)},,,,,\r\n`);
}

test("an exported stub names no model, holds equal answers once, and is shuffled by the seed alone", async (t) => {
  const { open } = await makeRun(t);
  const scoring = await open();
  const [csv = "", lines = "", guide = ""] = await exportStub(scoring, { rubric });
  const text = readFileSync(csv, "utf8");
  assert.equal(scoring.items.length, 3);
  assert.match(text, /^\uFEFFitem,prompt,answer,coherence,factuality,brevity,depth,source-support,note\r\n/);
  assert.match(text, /"'=SUM\(1\), ""all""\nof it"/);
  for (const path of [csv, lines, guide]) assert.doesNotMatch(readFileSync(path, "utf8"), /notes-mini|remote|gguf|q8/);
  assert.equal(readFileSync(lines, "utf8").trim().split("\n").length, 3);
  assert.deepEqual(await exportStub(await open(), { rubric }), [csv, lines, guide]);
  const orders = new Set<string>();
  for (let seed = 0; seed < 12; seed++) {
    const [path = ""] = await exportStub(scoring, { rubric, seed, output: `${csv}-${seed}.csv` });
    orders.add(readFileSync(path, "utf8"));
  }
  assert.ok(orders.size > 3);
});

test("an export writes over no file that somebody filled in", async (t) => {
  const { open } = await makeRun(t);
  const [csv = ""] = await exportStub(await open(), { rubric });
  const filled = fill(readFileSync(csv, "utf8"), () => "3");
  writeFileSync(csv, filled);
  await assert.rejects(exportStub(await open(), { rubric }), { code: "invalid-input", message: /already/ });
  assert.equal(readFileSync(csv, "utf8"), filled);
  await assert.rejects(exportStub(await open(), { rubric, output: "x.xlsx" }), { message: /\.csv or \.jsonl/ });
});

test("an import merges people, takes the same file twice for nothing, and keeps what a change goes over", async (t) => {
  const { open, write, take } = await makeRun(t);
  const [csv = ""] = await exportStub(await open(), { rubric });
  const stub = readFileSync(csv, "utf8");
  const ann = write(
    "ann.csv",
    fill(stub, (row) => (row < 2 ? "4" : "")),
  );
  const counts = async (...given: Parameters<typeof take>) => {
    const { added, changed, same } = await take(...given);
    return [added, changed, same];
  };
  assert.deepEqual(await counts("Ann", ann), [2, 0, 0]);
  const path = join((await open()).folder, "annotations.jsonl");
  const before = readFileSync(path, "utf8");
  assert.deepEqual(await counts("  ann ", ann), [0, 0, 2]);
  assert.equal(readFileSync(path, "utf8"), before);
  const semicolons = fill(stub.replace("All; of it", '"All; of it"'), (row) => String(row + 1)).replaceAll(
    /,(?=[^"]*(?:"[^"]*"[^"]*)*$)/g,
    ";",
  );
  assert.deepEqual(await counts("Bob", write("bob.csv", Buffer.from(semicolons, "utf16le"))), [3, 0, 0]);
  assert.deepEqual(
    await counts(
      "Ann",
      write(
        "ann2.csv",
        fill(stub, () => "5"),
      ),
    ),
    [1, 2, 0],
  );
  const after = readFileSync(path, "utf8");
  assert.ok(after.startsWith(before));
  const { items, run, entries } = await open();
  const targets = run.plan.targets.map(({ id }) => id);
  const { people, scores, agreement, disputes } = summarizeAnnotations(items, entries, { targets, seed: 1 });
  assert.deepEqual(people, [
    { by: "Ann", items: 3, scores: 3 },
    { by: "Bob", items: 3, scores: 3 },
  ]);
  assert.deepEqual(
    scores.map(({ target, criterion, prompts, interval }) => [target, criterion, prompts, interval]),
    targets.map((target) => [target, "coherence", 2, undefined]),
  );
  const [coherence, ...others] = agreement;
  assert.deepEqual([coherence?.criterion, coherence?.items, others], ["coherence", 3, []]);
  assert.deepEqual(coherence?.pairs[0]?.raters, ["Ann", "Bob"]);
  assert.equal(coherence?.pairs[0]?.exact?.value, 0);
  assert.deepEqual(
    disputes.map(({ points }) => points),
    [4, 3, 2],
  );
});

test("an import with one wrong cell takes nothing, of no file", async (t) => {
  const { open, write, take } = await makeRun(t);
  const [csv = ""] = await exportStub(await open(), { rubric });
  const stub = readFileSync(csv, "utf8");
  const good = write(
    "good.csv",
    fill(stub, () => "4"),
  );
  const bad = write(
    "bad.csv",
    fill(stub, (row) => (row === 1 ? "7" : "4")),
  );
  await assert.rejects(take("Ann", good, bad), {
    code: "invalid-file",
    message: /bad\.csv:\d+:\d+: coherence must be/,
  });
  assert.equal(existsSync(join((await open()).folder, "annotations.jsonl")), false);
  await assert.rejects(take("Ann", join("none", "none.csv")), { code: "invalid-input", message: /no file/ });
  await assert.rejects(take(" ", good), { code: "invalid-input", message: /name of who scored/ });
});

test("an import refuses scores by a criterion that asked something else before", async (t) => {
  const { open, write, take } = await makeRun(t);
  const [csv = ""] = await exportStub(await open(), { rubric });
  const file = write(
    "ann.csv",
    fill(readFileSync(csv, "utf8"), () => "4"),
  );
  await take("Ann", file);
  const [first, ...rest] = rubric.criteria;
  assert.ok(first);
  const changed = { name: "ours", criteria: [{ ...first, asks: "Is it nice?" }, ...rest] };
  await assert.rejects(importAnnotations(await open(), { files: [file], by: "Bob", rubric: changed, now }), {
    code: "invalid-input",
    message: /something else for coherence/,
  });
});

test("a line of annotations.jsonl that is none is told, and not passed over", async (t) => {
  const { open, write, take } = await makeRun(t);
  const [csv = ""] = await exportStub(await open(), { rubric });
  await take(
    "Ann",
    write(
      "ann.csv",
      fill(readFileSync(csv, "utf8"), () => "4"),
    ),
  );
  const path = join((await open()).folder, "annotations.jsonl");
  writeFileSync(path, `${readFileSync(path, "utf8")}{"type":"annotation","by":"Bob"}\n`);
  await assert.rejects(open(), { code: "storage-failed", message: /Line 5 of .*annotations\.jsonl/ });
});
