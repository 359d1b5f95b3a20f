import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createNodeOpenAiEngine } from "../../../test/create-node-openai-engine.ts";
import { AssayError } from "../../core/errors.ts";
import { createFakeEngine } from "../../engines/fake/create-fake-engine.ts";
import { type Clock, systemClock } from "../../lib/clock.ts";
import { measureHarness } from "./measure-harness.ts";

const engine = createNodeOpenAiEngine();
const quick = { requests: 2, tokens: 5, schedule: { firstTokenMs: 1, tokenMs: 1 } };

describe("measureHarness()", () => {
  it("finds an error that can be true, over every token of every stream", async () => {
    const found = await measureHarness({ engine, clock: systemClock, streams: 3, ...quick });
    assert.equal(found.streams, 3);
    assert.equal(found.tokens, 3 * 2 * 5);
    for (const { p50, p99 } of [found.ttftErrorMs, found.arrivalErrorMs]) {
      assert.ok(p50 >= 0 && p50 <= p99, `${p50} to ${p99}`);
      // A bound that only a wrong clock or unit passes, not a busy machine.
      assert.ok(p50 < 2000, `${p50}`);
    }
  });

  it("sees a clock that lies: each reading of a late clock is late in the result", async () => {
    // The first stamp of a request is right, all later ones are 50 ms late.
    const late: Clock = { ...systemClock, now: () => systemClock.now() + (isReceipt() ? 50 : 0) };
    const found = await measureHarness({ engine, clock: late, ...quick });
    assert.ok(found.arrivalErrorMs.p50 >= 50, `${found.arrivalErrorMs.p50}`);
  });

  it("stops when told to", async () => {
    await assert.rejects(
      measureHarness({ engine, clock: systemClock, signal: AbortSignal.abort(), ...quick }),
      (error) => error instanceof AssayError && error.code === "aborted",
    );
  });

  it("refuses an engine that cannot take the path of endpoints", async () => {
    await assert.rejects(
      measureHarness({ engine: createFakeEngine(), clock: systemClock, ...quick }),
      (error) => error instanceof AssayError && error.hint !== undefined,
    );
  });
});

/** Whether the clock is read for the arrival of bytes. */
function isReceipt(): boolean {
  return new Error().stack?.includes("receive") === true;
}
