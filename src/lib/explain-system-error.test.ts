import assert from "node:assert/strict";
import { test } from "node:test";
import { explainSystemError } from "./explain-system-error.ts";

const withCode = (code: string, message = `${code}: something`) => Object.assign(new Error(message), { code });

test("`explainSystemError()` turns codes into words", () => {
  assert.equal(explainSystemError(withCode("ENOSPC")), "the disk is full");
  assert.equal(explainSystemError(withCode("EACCES", "EACCES: permission denied, mkdir '/x'")), "permission denied");
});

test("`explainSystemError()` looks through what wraps the error, and at the first of several addresses", () => {
  const refused = new AggregateError([withCode("ECONNREFUSED"), withCode("ECONNREFUSED")], "");
  assert.equal(explainSystemError(new TypeError("fetch failed", { cause: refused })), "connection refused");
  assert.equal(
    explainSystemError(new Error("outer", { cause: withCode("UND_ERR_CONNECT_TIMEOUT") })),
    "no connection in time",
  );
});

test("`explainSystemError()` repeats what an error without a known code says", () => {
  assert.equal(explainSystemError(withCode("EWEIRD", "the moon is full")), "the moon is full");
  assert.equal(explainSystemError("a text"), "a text");
  assert.equal(explainSystemError(undefined), "unknown reason");
  assert.equal(explainSystemError(new Error("")), "unknown reason");
});

test("`explainSystemError()` ends when errors name each other as their cause", () => {
  const one = new Error("one");
  one.cause = one;
  assert.equal(explainSystemError(one), "one");
});
