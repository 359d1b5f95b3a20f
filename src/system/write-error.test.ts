import assert from "node:assert/strict";
import { test } from "node:test";
import { AssayError } from "../core/errors.ts";
import { toSystemError } from "./write-error.ts";

const systemError = (fields: object) => Object.assign(new Error("as the system words it"), fields);

test("`toSystemError()` tells what was done to which file, and what to do", () => {
  for (const [fields, message, hint] of [
    [{ code: "EACCES", syscall: "mkdir", path: "/a" }, "Cannot make the folder /a (permission denied).", /who owns it/],
    [{ code: "EMFILE", syscall: "open", path: "/a" }, "Cannot open /a (too many files are open).", /ulimit -n/],
    [{ code: "ENOSPC", syscall: "write" }, "Cannot write a file (the disk is full).", /Free some space/],
    [{ code: "EDQUOT", syscall: "fsync" }, "Cannot write a file (the disk quota is used up).", /Free some space/],
  ] as const) {
    const told = toSystemError(systemError(fields));
    assert.ok(told instanceof AssayError && told.code === "storage-failed");
    assert.equal(told.message, message);
    assert.match(told.hint ?? "", hint);
  }
});

test("`toSystemError()` leaves errors of connections and of programs as they are", () => {
  for (const fields of [
    { code: "EPIPE", syscall: "write" },
    { code: "ECONNRESET", syscall: "read" },
    { code: "EADDRINUSE", syscall: "listen" },
    {},
  ]) {
    const error = systemError(fields);
    assert.equal(toSystemError(error), error);
  }
});
