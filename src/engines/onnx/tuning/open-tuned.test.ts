import assert from "node:assert/strict";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { makeFolder } from "../../../../test/make-folder.ts";
import { makeTinyDecoder } from "../../../../test/onnx/tiny-decoder.ts";
import { writeOnnx } from "../../../../test/onnx/write-onnx.ts";
import { createFakeClock } from "../../../lib/clock.ts";
import { loadRuntime } from "../load-runtime.ts";
import { openTuned, type TuningOptions } from "./open-tuned.ts";

/** Opens a graph beside others that take such a share of the processors. */
async function open(test: TestContext, folder: string, more: Partial<TuningOptions> & { readonly busyShare: number }) {
  const tuned = await openTuned({
    runtime: await loadRuntime(),
    path: join(folder, "model.onnx"),
    config: {},
    asked: undefined,
    weightsBytes: 1,
    freeBytes: 100,
    stateDirectory: join(folder, "state"),
    engineVersion: "1",
    // Time stands still, so that everything is as fast as anything.
    clock: createFakeClock(),
    watchOthers: () => () => more.busyShare,
    signal: new AbortController().signal,
    ...more,
  });
  test.after(() => tuned.session.release());
  return tuned;
}

it("`openTuned()` remembers what it measured, unless others kept the machine busy", async (test) => {
  const folder = makeFolder(test, { "model.onnx": writeOnnx(makeTinyDecoder({ grouped: true })) });
  assert.equal((await open(test, folder, { busyShare: 0.6 })).source, "measured");
  const quiet = await open(test, folder, { busyShare: 0.02 });
  assert.deepEqual([quiet.source, quiet.plan], ["measured", { threads: 1, int8: false }]);
  const again = await open(test, folder, { busyShare: 0.6 });
  assert.deepEqual([again.source, again.plan], ["remembered", quiet.plan]);
});

it("`openTuned()` takes the threads that are asked for, and measures nothing where memory is short", async (test) => {
  const folder = makeFolder(test, { "model.onnx": writeOnnx(makeTinyDecoder({ grouped: true })) });
  const asked = await open(test, folder, { busyShare: 0, asked: 3 });
  assert.deepEqual([asked.source, asked.plan.threads], ["asked", 3]);
  const short = await open(test, folder, { busyShare: 0, freeBytes: 1, engineVersion: "2" });
  assert.deepEqual([short.warnings, short.plan.int8], [[], false]);
});
