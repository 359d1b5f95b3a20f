import { readFile } from "node:fs/promises";
import os from "node:os";
import type { Machine } from "../../core/run.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";

/** Describes the machine; what the system does not tell is absent. */
export async function readMachine(): Promise<Machine> {
  const cpus = os.cpus();
  const governor = await readFile("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "utf8").catch(
    () => undefined,
  );
  const loadAverage = process.platform === "win32" ? undefined : os.loadavg()[0];
  return {
    platform: process.platform,
    release: os.release(),
    architecture: process.arch,
    nodeVersion: process.versions.node,
    ...(cpus[0] !== undefined && { cpuModel: cpus[0].model.trim() }),
    cpuCount: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    freeMemoryBytes: readAvailableMemory(),
    ...(loadAverage !== undefined && { loadAverage }),
    ...(governor !== undefined && { governor: governor.trim() }),
  };
}
