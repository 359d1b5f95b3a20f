import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../lib/random.ts";
import { anytimeMean, betsNeeded, fewestForDifference, fewestForEquality } from "./betting.ts";

const repeat = (value: number, times: number) => Array.from({ length: times }, () => value);

test("`anytimeMean()` lets capital grow by what each stake wins, and takes its inverse for the p-value", () => {
  // Of three values of 1 the stakes make 8, 3.375, 1.953, 1.424 and 1.199 of 1.
  const up = 8 / 2 + 1.5 ** 3 / 4 + 1.25 ** 3 / 8 + 1.125 ** 3 / 16 + 1.0625 ** 3 / 16;
  const { pValue } = anytimeMean([1, 1, 1], 0.95);
  assert.ok(Math.abs(pValue - 2 / up) < 1e-12, String(pValue));
});

test("`anytimeMean()` knows nothing of a mean but its bounds before values come in, and narrows with them", () => {
  const few = anytimeMean(repeat(0, 3), 0.95);
  const more = anytimeMean(repeat(0, 100), 0.95);
  assert.ok(few.low < -0.7 && few.high > 0.7);
  assert.ok(more.low > -0.05 && more.high < 0.05 && more.low < 0 && more.high > 0);
  assert.equal(more.pValue, 1);
});

test("`anytimeMean()` is the same whatever the order, and turned where the values are", () => {
  const values = [0.5, -0.25, 0.75, 0.1, 0, 0.5, 0.25, 1, 0.5, -1];
  const one = anytimeMean(values, 0.9);
  const other = anytimeMean(values.toReversed(), 0.9);
  assert.ok(Math.abs(one.low - other.low) < 1e-6 && Math.abs(one.high - other.high) < 1e-6);
  const turned = anytimeMean(
    values.map((value) => -value),
    0.9,
  );
  assert.ok(Math.abs(turned.low + one.high) < 1e-6 && Math.abs(turned.pValue - one.pValue) < 1e-12);
});

test("`anytimeMean()` takes one large loss for possible until many prompts have shown none", () => {
  // Of 40 prompts that gain 5 points each, one in eight runs has not met the loss in 20 that makes up for them.
  assert.ok(anytimeMean(repeat(0.05, 40), 0.95).low < 0);
  assert.ok(anytimeMean(repeat(0.05, 120), 0.95).low > 0);
});

test("`anytimeMean()` leaves the truth out in few runs, however often one looks", () => {
  const runs = 400;
  let missed = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const random = createRandom(seed);
    // 19 in 20 gain a little, and one loses nineteen times as much.
    const values = Array.from({ length: 60 }, () => (random.next() < 0.05 ? -1 : 1 / 19));
    const looks = [8, 12, 18, 27, 40, 60].map((end) => anytimeMean(values.slice(0, end), 0.95));
    if (looks.some(({ low, high }) => low > 0 || high < 0)) missed += 1;
  }
  assert.ok(missed <= 0.05 * runs, `${missed} of ${runs}`);
});

test("`betsNeeded()` says how many alike values show a difference, or that it does not matter", () => {
  assert.equal(betsNeeded(repeat(0, 5), 0.05, 0.95), fewestForEquality(0.95, 0.05));
  const needed = betsNeeded([0.5, 0.3, 0.4, 0.2, 0.1, 0.3], 0.05, 0.95);
  assert.ok(needed > 12 && needed < 24, String(needed));
  assert.ok(betsNeeded([0.05, 0.05], 0.05, 0.95) < 100);
  assert.ok(betsNeeded([1, -1], 0.05, 0.95) > 1000);
});

test("`fewestForDifference()` and `fewestForEquality()` are what the intervals take", () => {
  const fewest = fewestForDifference(0.95, 1);
  assert.ok(anytimeMean(repeat(1, fewest), 0.95).low > 0);
  assert.ok(anytimeMean(repeat(1, fewest - 1), 0.95).low < 0);
  const equal = fewestForEquality(0.95, 0.05);
  assert.ok(anytimeMean(repeat(0, equal), 0.95).low >= -0.05);
  assert.ok(anytimeMean(repeat(0, equal - 1), 0.95).low < -0.05);
});
