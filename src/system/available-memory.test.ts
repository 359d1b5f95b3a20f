import assert from "node:assert/strict";
import os from "node:os";
import { test } from "node:test";
import { parseVmStat, readAvailableMemory } from "./available-memory.ts";

const VM_STAT = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                                5000.
Pages active:                            300000.
Pages inactive:                          250000.
Pages speculative:                         1000.
Pages throttled:                              0.
Pages wired down:                        120000.
`;

test("`parseVmStat()` counts free, inactive and speculative pages", () => {
  assert.equal(parseVmStat(VM_STAT), 256_000 * 16_384);
  assert.equal(parseVmStat("vm_stat: command not found"), undefined);
});

test("`readAvailableMemory()` tells no more than the machine has", () => {
  const bytes = readAvailableMemory();
  assert.ok(bytes > 0 && bytes <= os.totalmem());
});
