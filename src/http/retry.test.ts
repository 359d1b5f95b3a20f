import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AssayError } from "../core/errors.ts";
import { createFakeClock } from "../lib/clock.ts";
import { type NextTry, PassingError, retry } from "./retry.ts";
import { ENDPOINT_RETRIES } from "./retry-policy.ts";

const busy = (retryAfterMs?: number) =>
  new PassingError({ code: "endpoint-status", message: "busy", ...(retryAfterMs !== undefined && { retryAfterMs }) });

/** Fails with each error in turn, then answers. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return "answer";
  };
}

function start() {
  const clock = createFakeClock();
  return { clock, policy: ENDPOINT_RETRIES };
}

describe("retry()", () => {
  it("pauses longer before each try, and as long as the server asks", async () => {
    const options = start();
    const pauses: number[] = [];
    const onRetry = (_: AssayError, { delayMs }: NextTry) => void pauses.push(delayMs);
    assert.equal(await retry(failing(busy(), busy()), { ...options, onRetry }), "answer");
    assert.equal(await retry(failing(busy(7000), busy(10)), { ...options, onRetry }), "answer");
    assert.deepEqual(pauses, [250, 500, 7000, 500]);
    assert.equal(options.clock.now(), 8250);
  });

  it("throws what will not pass, the last of too many failures, and what wants too much patience", async () => {
    const lasting = new AssayError({ code: "access-denied", message: "no" });
    await assert.rejects(retry(failing(lasting), start()), lasting);
    const last = busy();
    await assert.rejects(retry(failing(busy(), busy(), last), start()), last);
    const patient = busy(ENDPOINT_RETRIES.mostPatienceMs + 1);
    await assert.rejects(retry(failing(patient), start()), patient);
  });

  it("counts anew once the action says that it moved on", async () => {
    let left = 10;
    const answer = await retry(async (resetTries) => {
      if (left === 0) return "done";
      left -= 1;
      resetTries();
      throw busy();
    }, start());
    assert.equal(answer, "done");
  });

  it("ends with `aborted` in a pause", async () => {
    const stop = new AbortController();
    const options = { ...start(), signal: stop.signal, onRetry: () => stop.abort() };
    await assert.rejects(retry(failing(busy()), options), { code: "aborted" });
  });
});
