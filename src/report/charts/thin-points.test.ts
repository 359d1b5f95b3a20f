import assert from "node:assert/strict";
import { test } from "node:test";
import { thinningNote, thinPoints } from "./thin-points.ts";

const numbers = Array.from({ length: 10_000 }, (_, index) => index);

test("`thinPoints()` draws all points that fit", () => {
  const { drawn, total } = thinPoints([3, 1, 2], 3);
  assert.deepEqual(drawn, [3, 1, 2]);
  assert.equal(thinningNote({ drawn, total }), undefined);
});

test("`thinPoints()` spreads over the whole run and repeats itself", () => {
  const thinned = thinPoints(numbers, 100);
  assert.equal(thinned.drawn.length, 100);
  assert.deepEqual(thinned, thinPoints(numbers, 100));
  assert.ok((thinned.drawn.at(-1) ?? 0) >= 9_900);
  assert.match(thinningNote(thinned) ?? "", /^100 of 10,000 requests are drawn/);
});

test("`thinPoints()` counts equal points one by one", () => {
  assert.equal(thinPoints(Array(1000).fill(7), 100).drawn.length, 100);
});

test("`thinPoints()` keeps the flagged points, in their places", () => {
  const { drawn } = thinPoints(numbers, 100, (value) => value === 17 || value === 5003);
  assert.ok(drawn.includes(17) && drawn.includes(5003));
  assert.equal(drawn.length, 100);
  assert.deepEqual(
    drawn,
    drawn.toSorted((a, b) => a - b),
  );
});

test("`thinPoints()` gives flagged points no more than half of the places", () => {
  const { drawn } = thinPoints(numbers, 100, (value) => value % 2 === 0);
  assert.equal(drawn.filter((value) => value % 2 === 0).length, 50);
  assert.equal(drawn.length, 100);
});
