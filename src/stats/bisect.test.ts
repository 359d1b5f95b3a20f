import assert from "node:assert/strict";
import { it } from "node:test";
import { bisect } from "./bisect.ts";

it("`bisect()` finds where a rising function passes the target", () => {
  assert.ok(Math.abs(bisect((x) => x ** 3, 2, 0, 10) - Math.cbrt(2)) < 1e-15);
});

it("`bisect()` ends at the limit when the target lies beyond it", () => {
  assert.equal(
    bisect((x) => x, 9, 0, 4),
    4,
  );
});
