import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { readHostName } from "../../system/process-start.ts";
import { announceMeasuring } from "./announce-measuring.ts";

test("`announceMeasuring()` names the other runs that are measured now, and none that has ended", async (context) => {
  const state = makeFolder(context);
  await using first = await announceMeasuring("run-1", state);
  assert.deepEqual(await first.listOthers(), []);
  {
    await using second = await announceMeasuring("run-2", state);
    assert.deepEqual(await second.listOthers(), ["run-1"]);
    assert.deepEqual(await first.listOthers(), ["run-2"]);
  }
  assert.deepEqual(await first.listOthers(), []);
});

test("`announceMeasuring()` counts no mark of a process that was killed, and sweeps it away in time", async (context) => {
  const state = makeFolder(context);
  await mkdir(join(state, "measuring"), { recursive: true });
  await using mark = await announceMeasuring("run-1", state);
  const [own = ""] = readdirSync(join(state, "measuring"));
  const host = await readHostName();
  const dead = { processId: 2 ** 22 + 1, processStart: "1", host, since: "2026-01-01T00:00:00Z", token: "t" };
  const killed = join(state, "measuring", "killed.1");
  await writeFile(killed, JSON.stringify(dead));
  assert.deepEqual(await mark.listOthers(), []);
  assert.equal(readdirSync(join(state, "measuring")).length, 2);
  await utimes(killed, new Date("2026-01-01"), new Date("2026-01-01"));
  assert.deepEqual(await mark.listOthers(), []);
  assert.deepEqual(readdirSync(join(state, "measuring")), [own]);
});

test("`announceMeasuring()` measures all the same where the state folder cannot be written", async (context) => {
  const folder = makeFolder(context, { file: "" });
  await using mark = await announceMeasuring("run-1", join(folder, "file"));
  assert.deepEqual(await mark.listOthers(), []);
});
