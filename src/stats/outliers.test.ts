import assert from "node:assert/strict";
import { it } from "node:test";
import { groupedOutliers } from "./outliers.ts";

it("`groupedOutliers()` finds the values far off their own group on either side", () => {
  const values = [10, 11, 12, 13, 60, -40, 100, 101, 102, 103];
  const groups = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b"];
  assert.deepEqual(groupedOutliers(values, groups), [4, 5]);
});

it("`groupedOutliers()` flags only what lies beyond 3.5 deviations of pairs", () => {
  // The median pair differs by 1: the deviation is 1 / 0.9539, and 3.5 of them are 3.669.
  const groups = Array.from({ length: 7 }, () => "a");
  assert.deepEqual(groupedOutliers([9, 10, 11, 9, 10, 11, 13.66], groups), []);
  assert.deepEqual(groupedOutliers([9, 10, 11, 9, 10, 11, 13.68], groups), [6]);
});

it("`groupedOutliers()` is absent when pairs do not differ, or there are none", () => {
  assert.equal(groupedOutliers([5, 5, 5, 90, 5], ["a", "a", "a", "a", "a"]), undefined);
  assert.equal(groupedOutliers([1, 2, 3], ["a", "b", "c"]), undefined);
});

it("`groupedOutliers()` refuses an empty sample", () => {
  assert.throws(() => groupedOutliers([], []), { code: "invalid-input" });
});
