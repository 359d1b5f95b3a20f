import assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { AssayError } from "../core/errors.ts";
import type { Warning } from "../core/warning.ts";
import { collect, exampleSample, temporaryFolder } from "./fixtures/example-run.ts";
import { readJournal } from "./read-journal.ts";
import { repairJournal } from "./repair-journal.ts";

const line = (number: number, tokens?: number) => `${JSON.stringify(exampleSample(number, tokens))}\n`;

test("`readJournal()` reads entries longer than its chunks, and those with line ends of Windows", async (context) => {
  const path = await journalWith(context, line(1, 60_000) + line(2) + line(3).replace("\n", "\r\n") + line(4, 60_000));
  assert.deepEqual(await collect(readJournal(fs, path)), [
    exampleSample(1, 60_000),
    exampleSample(2),
    exampleSample(3),
    exampleSample(4, 60_000),
  ]);
});

test("`readJournal()` reads an empty journal", async (context) => {
  assert.deepEqual(await collect(readJournal(fs, await journalWith(context, ""))), []);
});

test("a line that is no entry is an error naming file and line, or skipped with a warning", async (context) => {
  for (const bad of [
    "{",
    "null",
    "3",
    '{"type":"toString"}',
    '{"type":"later-kind"}',
    "\0\0\0\0",
    line(2).slice(0, 40),
  ]) {
    const path = await journalWith(context, `${line(1)}${bad}\n${line(3)}`);
    await assert.rejects(collect(readJournal(fs, path)), (error) => {
      assert.ok(error instanceof AssayError && error.code === "storage-failed");
      assert.ok(error.message.includes(`Line 2 of ${path} must`), error.message);
      assert.match(error.hint ?? "", /remove that line/);
      return true;
    });
    const warnings: Warning[] = [];
    const entries = readJournal(fs, path, { tolerant: true, onWarning: (warning) => warnings.push(warning) });
    assert.deepEqual(await collect(entries), [exampleSample(1), exampleSample(3)]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]?.message ?? "", /Line 2 .* skipped/);
  }
});

test("half a line at the end is left out with a warning, a whole one without its end is read", async (context) => {
  const warnings: Warning[] = [];
  const onWarning = (warning: Warning) => warnings.push(warning);
  const half = await journalWith(context, line(1) + line(2).slice(0, -20));
  assert.deepEqual(await collect(readJournal(fs, half, { onWarning })), [exampleSample(1)]);
  assert.match(warnings[0]?.message ?? "", /line 2, was cut/);
  const whole = await journalWith(context, line(1) + line(2).trimEnd());
  assert.deepEqual(await collect(readJournal(fs, whole, { onWarning })), [exampleSample(1), exampleSample(2)]);
  assert.equal(warnings.length, 1);
});

test("leaving the loop early closes the file", async (context) => {
  const path = await journalWith(context, line(1) + line(2));
  const opened: fs.FileHandle[] = [];
  const open: typeof fs.open = async (...args) => {
    const file = await fs.open(...args);
    opened.push(file);
    return file;
  };
  for await (const _ of readJournal({ ...fs, open }, path)) break;
  assert.deepEqual(
    opened.map(({ fd }) => fd),
    [-1],
  );
});

test("`repairJournal()` cuts half a line wherever it was cut, also inside a character", async (context) => {
  const last = Buffer.from(line(2, 1));
  const before = line(1);
  for (let length = 1; length < last.length - 1; length++) {
    const path = await journalWith(context, Buffer.concat([Buffer.from(before), last.subarray(0, length)]));
    const { sizeBytes, warning } = await repairJournal(fs, path);
    assert.equal(sizeBytes, Buffer.byteLength(before));
    assert.match(warning?.message ?? "", new RegExp(`its ${length} bytes are removed`));
    assert.equal(await fs.readFile(path, "utf8"), before);
  }
});

test("`repairJournal()` gives a whole last line its end, and leaves a whole journal alone", async (context) => {
  for (const text of [line(1) + line(2, 60_000).trimEnd(), line(1) + line(2, 60_000), ""]) {
    const path = await journalWith(context, text);
    const { sizeBytes, warning } = await repairJournal(fs, path);
    const expected = text === "" ? "" : line(1) + line(2, 60_000);
    assert.equal(await fs.readFile(path, "utf8"), expected);
    assert.equal(sizeBytes, Buffer.byteLength(expected));
    assert.equal(warning, undefined);
  }
});

test("`repairJournal()` cuts a journal that is nothing but half a line", async (context) => {
  const path = await journalWith(context, line(1, 60_000).slice(0, 200_000));
  assert.equal((await repairJournal(fs, path)).sizeBytes, 0);
  assert.equal((await fs.stat(path)).size, 0);
});

async function journalWith(context: TestContext, text: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(context), "samples.jsonl");
  await fs.writeFile(path, text);
  return path;
}
