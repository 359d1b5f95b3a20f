import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFakeClock } from "../../../lib/clock.ts";
import { chooseThreads, listThreadCandidates, type MeasuringOptions } from "./measure.ts";

describe("listThreadCandidates()", () => {
  it("tries powers of two and all cores", () => {
    assert.deepEqual(listThreadCandidates(1), [1]);
    assert.deepEqual(listThreadCandidates(2), [1, 2]);
    assert.deepEqual(listThreadCandidates(6), [1, 2, 4, 6]);
  });
});

describe("chooseThreads()", () => {
  /** Steps that take, by threads, so long in turn. */
  async function choose(
    times: Readonly<Record<number, readonly number[]>>,
    { limitMs = 1000, favours }: Pick<Partial<MeasuringOptions>, "limitMs" | "favours"> = {},
  ) {
    const clock = createFakeClock();
    const calls: number[] = [];
    const seen: Record<number, number> = {};
    const chosen = await chooseThreads(
      Object.keys(times).map(Number),
      async (threads) => {
        calls.push(threads);
        const all = times[threads] ?? [];
        // The very first step only warms up.
        const turn = calls.length === 1 ? 0 : (seen[threads] ?? 0);
        if (calls.length > 1) seen[threads] = turn + 1;
        const took = all[turn % all.length] ?? 0;
        clock.advance(took);
        return took;
      },
      { clock, limitMs, favours },
    );
    return { chosen, calls };
  }

  it("takes the fastest", async () => {
    assert.equal((await choose({ 1: [10], 2: [6], 4: [8] })).chosen, 2);
  });

  it("takes fewer threads when more win less than 5 %", async () => {
    assert.equal((await choose({ 1: [10], 2: [9.8] })).chosen, 1);
  });

  it("takes more of equally good numbers where that is asked for, never worse ones", async () => {
    assert.equal((await choose({ 1: [10], 2: [10.2] }, { favours: "more" })).chosen, 2);
    assert.equal((await choose({ 1: [10], 2: [11] }, { favours: "more" })).chosen, 1);
  });

  it("is not misled by one disturbed step", async () => {
    assert.equal((await choose({ 1: [10], 2: [20, 6, 6, 6, 6] })).chosen, 2);
  });

  it("judges nothing by its first step, for which several threads may have to wait for each other", async () => {
    assert.equal((await choose({ 1: [7], 2: [140, 6, 9, 6] }, { limitMs: 10 })).chosen, 2);
  });

  it("does not try again what is hopeless after three steps and the first", async () => {
    const { chosen, calls } = await choose({ 1: [1], 2: [90] });
    assert.equal(chosen, 1);
    assert.equal(calls.filter((threads) => threads === 2).length, 4);
  });

  it("stops when its time is over", async () => {
    const { calls } = await choose({ 1: [600], 2: [400] }, { limitMs: 100 });
    assert.deepEqual(calls, [1, 1, 2]);
  });
});
