import assert from "node:assert/strict";
import { it } from "node:test";
import { AssayError } from "../../core/errors.ts";
import { toErrorAnswer } from "./http-error.ts";

it("`toErrorAnswer()` says when to try again, in whole seconds and never too early", () => {
  const full = new AssayError({ code: "queue-full", message: "full", retryAfterMs: 2_500 });
  const { status, headers } = toErrorAnswer(full);
  assert.deepEqual([status, headers], [429, { "retry-after": "3" }]);
  assert.deepEqual(toErrorAnswer(new AssayError({ code: "queue-full", message: "full" })).headers, {
    "retry-after": "1",
  });
  assert.deepEqual(toErrorAnswer(new AssayError({ code: "internal", message: "no" })).headers, {});
});

it("`toErrorAnswer()` makes one text of message and hint", () => {
  const error = new AssayError({ code: "unknown-model", message: "Cannot find it.", hint: "look there" });
  assert.equal(toErrorAnswer(error).body.error.message, "Cannot find it. Look there");
});
