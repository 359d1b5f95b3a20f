import assert from "node:assert/strict";
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import type { Clock } from "../../lib/clock.ts";
import { parseLogEntry } from "./log-entry.ts";
import { followLog, readLogTail } from "./read-log.ts";

test("`readLogTail()` gives the last whole lines", async (context) => {
  const path = join(makeFolder(context), "service.log");
  assert.deepEqual(await readLogTail(path, 5), []);
  writeFileSync(path, "one\ntwo\nthree\nhal");
  assert.deepEqual(await readLogTail(path, 2), ["two", "three"]);
  assert.deepEqual(await readLogTail(path, 9), ["one", "two", "three"]);
  assert.deepEqual(await readLogTail(path, 0), []);
  writeFileSync(path, `${"long ".repeat(300_000)}\nlast\n`);
  assert.deepEqual(await readLogTail(path, 9), ["last"], "a line whose beginning is not read is left out");
});

test("`followLog()` gives what is added, also in pieces, from a new file after the rotation, and once", async (context) => {
  const path = join(makeFolder(context), "service.log");
  writeFileSync(path, "before\n");
  const end = new AbortController();
  // Each look of the follower is followed by the next of these.
  const steps = [
    () => appendFileSync(path, "first\nsec"),
    () => appendFileSync(path, "ond ü\n"),
    () => {
      appendFileSync(path, "third\n");
      renameSync(path, `${path}.1`);
      writeFileSync(path, "fourth\n");
    },
    () => {},
    () => appendFileSync(path, "fifth\n"),
    () => {},
    () => end.abort(),
  ];
  const clock: Clock = { now: () => 0, sleep: async () => steps.shift()?.() };
  const seen: string[] = [];
  for await (const line of followLog(path, { clock, signal: end.signal })) seen.push(line);
  assert.deepEqual(seen, ["first", "second ü", "third", "fourth", "fifth"]);
});

test("`followLog()` waits for a log that is not there yet", async (context) => {
  const path = join(makeFolder(context), "service.log");
  const end = new AbortController();
  const steps = [() => {}, () => writeFileSync(path, "hello\n"), () => {}, () => end.abort()];
  const clock: Clock = { now: () => 0, sleep: async () => steps.shift()?.() };
  const seen: string[] = [];
  for await (const line of followLog(path, { clock, signal: end.signal })) seen.push(line);
  assert.deepEqual(seen, ["hello"]);
});

test("`parseLogEntry()` takes a line that is not ours as a message", () => {
  assert.deepEqual(parseLogEntry('{"level":"warn","time":"t","msg":"m","status":403}'), {
    level: "warn",
    time: "t",
    message: "m",
    fields: { status: 403 },
  });
  for (const line of ["oops", "null", '"text"', "7"])
    assert.deepEqual(parseLogEntry(line), { level: "info", time: "", message: line, fields: {} });
});
