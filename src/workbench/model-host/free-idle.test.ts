import assert from "node:assert/strict";
import { test } from "node:test";
import type { PoolRecord } from "../../pool/model-pool.ts";
import { freeIdle } from "./free-idle.ts";

/** A pool, most recently used first, whose models take 1 GB each of 10 GB. */
function createPool(...records: readonly Partial<PoolRecord>[]) {
  let loaded = records.map(
    (record, index) =>
      ({ name: String(index), state: "ready", active: 0, waiting: 0, pinned: false, ...record }) as PoolRecord,
  );
  const unloaded: string[] = [];
  return {
    unloaded,
    readFree: () => (10 - loaded.length) * 1e9,
    list: () => loaded,
    async unload(name: string) {
      unloaded.push(name);
      loaded = loaded.filter((record) => record.name !== name);
      return "unloaded" as const;
    },
  };
}

test("`freeIdle()` unloads what was not used for longest, and no more than is needed", async () => {
  const pool = createPool({}, {}, {});
  await freeIdle(pool, 4e9, pool.readFree);
  assert.deepEqual(pool.unloaded, []);
  await freeIdle(pool, 6e9, pool.readFree);
  assert.deepEqual(pool.unloaded, ["2", "1"]);
});

test("`freeIdle()` never unloads what is in use, on its way, pinned or elsewhere", async () => {
  const pool = createPool(
    { active: 1 },
    { waiting: 1 },
    { pinned: true },
    { state: "loading" },
    { memoryBytes: 0 },
    {},
  );
  await freeIdle(pool, 1e12, pool.readFree);
  assert.deepEqual(pool.unloaded, ["5"]);
});
