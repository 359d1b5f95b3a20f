import assert from "node:assert/strict";
import test from "node:test";
import { createRandom } from "../lib/random.ts";
import { auroc } from "./auroc.ts";

const upTo = (n: number, from = 0) => Array.from({ length: n }, (_, index) => index + from);

test("scores that never mix give 1, equal ones 0.5, each with an interval that stays within 0 to 1", () => {
  const apart = auroc(upTo(20, 100), upTo(20));
  assert.equal(apart?.value, 1);
  assert.ok((apart?.low ?? 1) < 1 && (apart?.high ?? 2) <= 1);
  assert.equal(auroc(upTo(20), upTo(20))?.value, 0.5);
  assert.equal(auroc(Array(20).fill(1), Array(20).fill(1))?.value, 0.5);
  assert.equal(auroc(upTo(20), upTo(20, 100))?.value, 0);
});

test("the area is that of all pairs, ties counted half", () => {
  const [a, b] = [upTo(12).map((value) => value * 2), upTo(15).map((value) => value + 3)];
  const pairs = a.flatMap((one) => b.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
  assert.ok(
    Math.abs((auroc(a, b)?.value ?? 0) - pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length) < 1e-12,
  );
});

test("too few of either kind show nothing", () => {
  assert.equal(auroc(upTo(9), upTo(50)), undefined);
  assert.equal(auroc(upTo(50), upTo(9)), undefined);
});

test("the interval covers the area in about 95 of 100 draws", () => {
  const random = createRandom(5);
  // Uniform scores, those of the kind moved up by 0.3: the area is 1 - 0.7²/2.
  const truth = 1 - 0.7 ** 2 / 2;
  const covered = upTo(400).filter(() => {
    const found = auroc(
      upTo(25).map(() => random.next() + 0.3),
      upTo(25).map(() => random.next()),
    );
    return found !== undefined && found.low <= truth && truth <= found.high;
  });
  assert.ok(covered.length >= 368 && covered.length <= 396, `${covered.length} of 400`);
});
