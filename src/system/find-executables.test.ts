import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import { findExecutables } from "./find-executables.ts";

test("`findExecutables()` lists all in the order of PATH and passes over folders and what may not be run", {
  skip: process.platform === "win32" ? "no executable bit" : false,
}, (context) => {
  const folder = makeFolder(context, { "a/tool": "", "b/tool": "", "c/tool/x": "", "d/tool": "" });
  for (const name of ["a", "b"]) chmodSync(join(folder, name, "tool"), 0o755);
  const PATH = ["d", "c", "b", "a", "b", "none"].map((name) => join(folder, name)).join(delimiter);
  assert.deepEqual(findExecutables("tool", { env: { PATH } }), [join(folder, "b/tool"), join(folder, "a/tool")]);
});

test("`findExecutables()` knows PATHEXT and any case of the variables on Windows", () => {
  const isExecutable = (path: string) => /tool\.(exe|cmd)$/.test(path);
  const env = { Path: 'one;"two"', PathExt: ".COM;.EXE;.CMD" };
  assert.deepEqual(
    findExecutables("tool", { env, platform: "win32", isExecutable }),
    ["one", "two"].flatMap((folder) => [join(folder, "tool.exe"), join(folder, "tool.cmd")]),
  );
});

test("`findExecutables()` finds nothing without PATH, and never in the current folder", () => {
  assert.deepEqual(findExecutables("tool", { env: {}, isExecutable: () => true }), []);
  assert.deepEqual(findExecutables("tool", { env: { PATH: "" }, isExecutable: () => true }), []);
});
