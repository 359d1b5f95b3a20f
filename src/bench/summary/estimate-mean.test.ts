import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../../lib/random.ts";
import { estimateMean } from "./estimate-mean.ts";

const random = createRandom(5);
const clustersOf = (count: number) =>
  Array.from({ length: count }, () => ({ of: "prompts" as const, values: [100 + 50 * random.next()] }));

test("`estimateMean()` hardly changes where Student's interval takes over from the bootstrap", () => {
  const many = clustersOf(200);
  const bootstrapped = estimateMean(many.slice(1), 1);
  const student = estimateMean(many, 1);
  const width = (estimate: typeof student) => (estimate.high ?? 0) - (estimate.low ?? 0);
  assert.ok(Math.abs(width(bootstrapped) / width(student) - 1) < 0.08);
  assert.ok((student.low ?? 0) < student.value && student.value < (student.high ?? 0));
});

test("`estimateMean()` gives no interval for a single cluster, however many values it holds", () => {
  const estimate = estimateMean([{ of: "prompts", values: [1, 2, 3] }], 1);
  assert.deepEqual(estimate, { value: 2, level: 0.95, n: 1, of: "prompts", needs: 2 });
});
