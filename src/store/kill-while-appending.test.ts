import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { JournalEntry } from "../core/run.ts";
import { createRunStore } from "./create-run-store.ts";
import { collect, exampleSample, temporaryFolder } from "./fixtures/example-run.ts";

const CHILD = join(import.meta.dirname, "fixtures", "append-until-killed.ts");

// Short and long lines: a kill finds the writer at another place of its work each time.
for (const [samples, tokens] of [
  [1, 32],
  [300, 32],
  [40, 20_000],
] as const) {
  test(`a kill after ${samples} samples of ${tokens} tokens loses no recorded one and the run can be resumed`, async (context) => {
    const directory = await temporaryFolder(context);
    const recorded = await recordUntilKilled(directory, samples, tokens);
    assert.ok(recorded.length >= samples);

    const store = createRunStore({ directory });
    const after = 1_000_000;
    {
      await using writer = await store.resume("latest");
      const found = toCells(await collect(writer.entries));
      assert.deepEqual(found.slice(0, recorded.length), recorded);
      await writer.append(exampleSample(after));
    }

    const { entries, warnings } = await store.read("latest");
    const all = await collect(entries);
    assert.equal(toCells(all).at(-1), after);
    assert.deepEqual(
      toCells(all).slice(0, -1),
      Array.from({ length: all.length - 1 }, (_, index) => index + 1),
    );
    assert.deepEqual(all[0], exampleSample(1, tokens));
    assert.deepEqual(warnings, []);
  });
}

test("a run whose writer was killed is interrupted, and half a line at its end is cut", async (context) => {
  const directory = await temporaryFolder(context);
  await recordUntilKilled(directory, 5, 32);
  const store = createRunStore({ directory });
  const [listing] = await collect(store.list());
  assert.ok(listing?.type === "run" && listing.directory !== undefined);
  assert.equal(listing.status, "interrupted");

  await appendFile(join(listing.directory, "samples.jsonl"), '{"type":"sample","cell":"');
  await using writer = await store.resume(listing.id);
  assert.equal(writer.warnings.length, 1);
});

/** Runs the child until it has told of that many samples, and kills it; returns all it has told of. */
async function recordUntilKilled(directory: string, samples: number, tokens: number): Promise<number[]> {
  const child = fork(CHILD, [directory, String(tokens)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const told: number[] = [];
  child.on("message", (number: number) => {
    told.push(number);
    if (told.length === samples) child.kill("SIGKILL");
  });
  // Messages that were sent before the end arrive before `disconnect`.
  await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  assert.ok(child.killed, "the child ended before it was killed");
  return told;
}

function toCells(entries: readonly JournalEntry[]): number[] {
  return entries.map((entry) => (entry.type === "sample" ? Number(entry.cell) : 0));
}
