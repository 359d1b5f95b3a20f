import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EnergyCounter, EnergyProblem } from "../../core/energy-counter.ts";
import type { Clock } from "../../lib/clock.ts";
import { fileErrorCode } from "../file-error-code.ts";

const FOLDER = "/sys/class/powercap";
/** Counters of a server wrap round after some minutes; so often none is missed. */
const READ_AT_LEAST_EVERY_MS = 30_000;

export interface RaplOptions {
  readonly clock: Clock;
  readonly folder?: string | undefined;
  readonly read?: ReadText | undefined;
}

type ReadText = (path: string) => Promise<string>;

interface Zone {
  readonly name: string;
  readonly rangeJoules: number;
  readonly readJoules: () => Promise<number>;
  last: number;
}

/**
 * Opens the energy counters of processor packages and memory that Linux has for Intel and AMD processors.
 *
 * Cores and graphics are parts of their package, `psys` holds the packages, and `intel-rapl-mmio` shows the same packages
 * a second time: none of these is counted. Source: the kernel's Documentation/power/powercap.
 * @returns absent where there are none, and the problem where they may not be read
 */
export async function openRapl({
  clock,
  folder = FOLDER,
  read = (path) => readFile(path, "utf8"),
}: RaplOptions): Promise<EnergyCounter | EnergyProblem | undefined> {
  const zones: Zone[] = [];
  try {
    for (const path of await listZones(folder)) {
      const name = (await read(join(path, "name"))).trim();
      if (!/^(package|dram)\b/.test(name)) continue;
      const readCount = async (file: string) => toJoules(await read(join(path, file)));
      const readJoules = () => readCount("energy_uj");
      zones.push({ name, rangeJoules: await readCount("max_energy_range_uj"), readJoules, last: await readJoules() });
    }
  } catch (thrown) {
    return ["EACCES", "EPERM"].includes(fileErrorCode(thrown) ?? "") ? denied(folder) : undefined;
  }
  return zones.length === 0 ? undefined : countZones(zones, clock);
}

async function listZones(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^intel-rapl:\d+(:\d+)?$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function countZones(zones: readonly Zone[], clock: Clock): EnergyCounter {
  const openedMs = clock.now();
  let joules = 0;
  let readMs = openedMs;
  async function readNow() {
    const atMs = clock.now();
    try {
      const now = await Promise.all(zones.map(({ readJoules }) => readJoules()));
      for (const [index, zone] of zones.entries()) {
        const value = now[index] ?? zone.last;
        joules += value >= zone.last ? value - zone.last : value + zone.rangeJoules - zone.last;
        zone.last = value;
      }
      readMs = atMs;
    } catch {
      // What could not be read stays uncovered.
    }
    return { joules, coveredMs: readMs - openedMs, atMs };
  }
  // One after the other: a count that came in late would look like a wrap.
  let last: Promise<unknown> = Promise.resolve();
  const read = () => {
    const next = last.then(readNow);
    last = next;
    return next;
  };
  const timer = setInterval(read, READ_AT_LEAST_EVERY_MS).unref();
  const hasMemory = zones.some(({ name }) => name.startsWith("dram"));
  return {
    name: `processor${hasMemory ? " and memory" : ""} (RAPL)`,
    devices: ["cpu"],
    read,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
    },
  };
}

/** A text that is no number counts as unreadable. */
function toJoules(microjoules: string): number {
  const joules = Number(microjoules) / 1e6;
  if (!Number.isFinite(joules)) throw new TypeError(`${JSON.stringify(microjoules)} is no count of energy`);
  return joules;
}

function denied(folder: string): EnergyProblem {
  return {
    message: "The processor counts its energy, and only root may read it: so Linux has it since 5.10.",
    hint: `Let everybody on this machine read it until the next start with: sudo chmod a+r ${folder}/intel-rapl:*/energy_uj. Do not where strangers have accounts: the counts can tell them of secret keys (CVE-2020-8694).`,
  };
}
