import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleOf } from "../../../test/fixtures/bench/scripted-plan.ts";
import type { ErrorCode } from "../../core/errors.ts";
import { createFailurePolicy } from "./failure-policy.ts";

const failed = (target: string, code: ErrorCode) =>
  sampleOf([], { target, status: "failed", error: { code, message: "no" } });

test("`createFailurePolicy()` gives a target up after three failures in a row, of its own", () => {
  const isHopeless = createFailurePolicy();
  const ends = ["cut", "cut", "ok", "cut", "cut", "other", "cut"].map((end) =>
    isHopeless(end === "ok" ? sampleOf([10]) : failed(end === "other" ? "b" : "a", "stream-cut")),
  );
  assert.deepEqual(ends, [false, false, false, false, false, false, true]);
});

test("`createFailurePolicy()` gives a target up at once where no second request can fare better", () => {
  for (const code of ["model-crashed", "endpoint-unreachable", "out-of-memory", "adapter-untrusted"] as const)
    assert.equal(createFailurePolicy()(failed("a", code)), true);
  assert.equal(createFailurePolicy()(failed("a", "timeout")), false);
});
