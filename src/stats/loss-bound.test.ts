import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../lib/random.ts";
import { boundLoss, leastUnits, unitsNeeded } from "./loss-bound.ts";

const alike = (count: number) => Array.from({ length: count }, () => ({ difference: 0, weight: 4 }));

test("`boundLoss()` of units that do not differ is what Clopper and Pearson say of no failure", () => {
  // 1 - 0.05^(1/n)
  for (const [n, loss] of [
    [24, 0.1173],
    [99, 0.0298],
  ] as const)
    assert.ok(Math.abs((boundLoss(alike(n))?.loss ?? 0) - loss) < 1e-4);
  assert.equal(boundLoss(alike(5)), undefined);
});

test("`leastUnits()` are enough where none differs, and one less is not", () => {
  for (const margin of [0.03, 0.05, 0.1, 0.2]) {
    const n = leastUnits(margin);
    assert.ok((boundLoss(alike(n))?.loss ?? 1) <= margin);
    assert.ok((boundLoss(alike(n - 1))?.loss ?? 1) > margin);
  }
  assert.deepEqual([leastUnits(0.03), leastUnits(0.9)], [99, 6]);
});

test("`boundLoss()` is larger for a worse mean and for a wider spread", () => {
  const with_ = (differences: readonly number[]) =>
    boundLoss([...alike(90), ...differences.map((difference) => ({ difference, weight: 4 }))])?.loss ?? 0;
  const [none, loss, spread] = [with_([0, 0]), with_([-4, -4]), with_([-4, 4])];
  assert.ok(none < spread && spread < loss);
});

test("whole units that are lost as often as the margin says pass in at most 5 % of cases", () => {
  const random = createRandom(3);
  for (const [n, margin] of [
    [48, 0.1],
    [100, 0.03],
    [200, 0.05],
  ] as const) {
    const runs = 1_500;
    let passed = 0;
    for (let run = 0; run < runs; run++) {
      const units = alike(n).map(({ weight }) => ({ difference: random.next() < margin ? -weight : 0, weight }));
      if ((boundLoss(units)?.loss ?? 1) <= margin) passed += 1;
    }
    assert.ok(passed <= 0.065 * runs, `${n}: ${passed} of ${runs}`);
  }
});

test("`unitsNeeded()` are enough where more are like those that were seen, and none are where the mean is the loss", () => {
  const some = [...alike(20), { difference: -1, weight: 4 }, { difference: 1, weight: 4 }];
  const n = unitsNeeded(some, 0.05);
  assert.ok(n !== undefined && n > some.length);
  const more = Array.from({ length: Math.ceil(n / some.length) + 1 }, () => some).flat();
  assert.ok((boundLoss(more)?.loss ?? 1) <= 0.05);
  assert.equal(unitsNeeded(alike(20), 0.03), leastUnits(0.03));
  const lost = [...alike(18), { difference: -4, weight: 4 }, { difference: -4, weight: 4 }];
  assert.equal(unitsNeeded(lost, 0.1), undefined);
});
