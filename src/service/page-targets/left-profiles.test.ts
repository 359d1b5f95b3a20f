import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { removeLeftProfiles, toProfilePrefix } from "./left-profiles.ts";

it("deletes the profiles of processes that are gone, and nothing else", async (test) => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const folder = makeFolder(test, {
    [`${toProfilePrefix(pid)}abc/Default/model`]: "weights",
    [`${toProfilePrefix(process.pid)}def/Default/model`]: "weights",
    "assay-browser-notes/file": "mine",
  });
  await removeLeftProfiles(folder);
  assert.deepEqual(readdirSync(folder).sort(), [`${toProfilePrefix(process.pid)}def`, "assay-browser-notes"].sort());
});
