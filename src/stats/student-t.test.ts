import assert from "node:assert/strict";
import { it } from "node:test";
import { studentCritical, studentTwoSidedP } from "./student-t.ts";

it("`studentTwoSidedP()` agrees with scipy.stats.t", () => {
  assert.ok(Math.abs(studentTwoSidedP(2.228, 10) - 0.0500117711) < 1e-9);
  assert.ok(Math.abs(studentTwoSidedP(-0.5, 3) - 0.6514479648) < 1e-9);
  assert.ok(Math.abs(studentTwoSidedP(12, 200) / 2.4221360052e-25 - 1) < 1e-9);
  assert.equal(studentTwoSidedP(Number.POSITIVE_INFINITY, 5), 0);
  assert.equal(studentTwoSidedP(0, 5), 1);
});

it("`studentCritical()` agrees with the printed tables", () => {
  const table = [
    [0.95, 1, 12.7062],
    [0.95, 5, 2.5706],
    [0.95, 30, 2.0423],
    [0.99, 10, 3.1693],
    [0.9, 2, 2.92],
  ] as const;
  for (const [level, degrees, value] of table)
    assert.ok(Math.abs(studentCritical(level, degrees) - value) < 5e-5, `${level}, ${degrees}`);
});
