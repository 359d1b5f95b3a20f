import assert from "node:assert/strict";
import { constants } from "node:fs";
import * as promises from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder as makeTestFolder } from "../../test/make-folder.ts";
import { AssayError } from "../core/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { toSystemError } from "./write-error.ts";

test("`makeFolder()` makes every folder of a path, and says in a sentence why it cannot", async (context) => {
  const folder = makeTestFolder(context, { file: "" });
  await makeFolder(join(folder, "a", "b"));
  await promises.access(join(folder, "a", "b"), constants.W_OK);
  await assert.rejects(makeFolder(join(folder, "file", "below")), (error) => {
    assert.ok(error instanceof AssayError && error.code === "storage-failed");
    assert.match(error.message, /below could not be written \(a part of the path is a file\)\.$/);
    assert.match(error.hint ?? "", /a file is in the way/);
    return true;
  });
});

for (const [code, words, step] of [
  ["ENOSPC", /the disk is full/, /Free some space/],
  ["EROFS", /read-only disk/, /disk that can be written/],
  ["EMFILE", /too many files are open/, /ulimit -n/],
  ["EACCES", /permission denied/, /rights/],
] as const)
  test(`an error of the file system such as ${code} becomes a sentence with the place and a next step`, () => {
    const thrown = Object.assign(new Error(`${code}: words of the system`), { code, syscall: "mkdir", path: "/x/y" });
    const error = toSystemError(thrown);
    assert.ok(error instanceof AssayError && error.code === "storage-failed");
    assert.match(error.message, /^Cannot make the folder \/x\/y \(/);
    assert.match(error.message, words);
    assert.match(error.hint ?? "", step);
    assert.equal(error.cause, thrown);
  });

test("what is no error of the file system stays as it is", () => {
  for (const other of [new Error("a"), new AssayError({ code: "internal", message: "b" }), "c"])
    assert.equal(toSystemError(other), other);
});
