import assert from "node:assert/strict";
import { test } from "node:test";
import { readOwnMemory, readProcessMemory } from "./read-process-memory.ts";

const STATUS = "Name:\tnode\nVmPeak:\t  900 kB\nVmHWM:\t  300 kB\nVmRSS:\t  200 kB\nThreads:\t7\n";

test("`readProcessMemory()` reads resident, peak and proportional bytes", async () => {
  const files: Record<string, string> = {
    "/proc/42/status": STATUS,
    "/proc/42/smaps_rollup": "55d0-7ffe ---p 00000000 00:00 0 [rollup]\nRss:  200 kB\nPss:  150 kB\nPss_Anon: 90 kB\n",
  };
  assert.deepEqual(await readProcessMemory(42, async (path) => files[path] ?? ""), {
    residentBytes: 200 * 1024,
    peakResidentBytes: 300 * 1024,
    proportionalBytes: 150 * 1024,
  });
});

test("`readProcessMemory()` says why proportional bytes are absent", async () => {
  const reading = await readProcessMemory(42, async (path) => {
    if (path.endsWith("status")) return STATUS;
    throw new Error("permission denied");
  });
  assert.equal(reading.residentBytes, 200 * 1024);
  assert.equal(reading.proportionalBytes, undefined);
  assert.match(reading.because ?? "", /permission denied/);
});

test("`readProcessMemory()` has no numbers for a process that is gone or was never there", async () => {
  const zombie = await readProcessMemory(42, async () => "Name:\tnode\nState:\tZ (zombie)\n");
  assert.deepEqual(zombie, { because: "the process has ended" });
  const missing = await readProcessMemory(42, async () => {
    throw new Error("ENOENT");
  });
  assert.deepEqual(Object.keys(missing), ["because"]);
});

test("`readOwnMemory()` leaves out what files back, and knows nothing of a process that is gone", {
  skip: process.platform !== "linux" && "it is read from /proc",
}, async () => {
  const ownBytes = readOwnMemory(process.pid) ?? 0;
  assert.ok(ownBytes > 1e6 && ownBytes < process.memoryUsage.rss(), `${ownBytes} bytes`);
  assert.equal(readOwnMemory(2 ** 30), undefined);
});
