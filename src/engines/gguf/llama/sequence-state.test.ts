import assert from "node:assert/strict";
import { test } from "node:test";
import { enterLanes, leaveLane } from "./sequence-state.ts";

/** As the library writes it: a mark, the sequence, the number of lanes, and each lane's cells. */
function write(lanes: number, lane: number, cells: readonly number[]): Uint8Array {
  const words = Array.from({ length: lanes }, (_, index) => (index === lane ? [cells.length, ...cells] : [0])).flat();
  return new Uint8Array(Uint32Array.from([0xaf143cd8, lane, lanes, ...words]).buffer);
}

test("a state leaves any lane and enters a cache of any other number of lanes", () => {
  for (const [lanes, lane] of [
    [1, 0],
    [4, 0],
    [4, 2],
    [16, 15],
  ] as const)
    for (const target of [1, 3, 16]) {
      const taken = leaveLane(write(lanes, lane, [7, 8, 9]), lanes, lane);
      const entered = enterLanes(taken, target);
      const expected = write(target, 0, [7, 8, 9]);
      // The sequence that it was saved of stays written, and is not looked at.
      assert.deepEqual(entered.slice(8), expected.slice(8), `${lane} of ${lanes} to ${target}`);
      assert.deepEqual(entered.slice(0, 4), expected.slice(0, 4));
    }
});
