import type { EnergyCounter, EnergyCounters, EnergyProblem } from "../../core/energy-counter.ts";
import type { Clock } from "../../lib/clock.ts";
import { findExecutables } from "../find-executables.ts";
import { openNvidiaSmi } from "./nvidia-smi.ts";
import { openPowermetrics } from "./powermetrics.ts";
import { openRapl } from "./rapl.ts";
import { type WatchLines, watchLines } from "./watch-lines.ts";

export interface EnergyCountersOptions {
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform | undefined;
  readonly watchLines?: WatchLines | undefined;
}

/** Opens every counter of energy that this machine lets us read. Where it has none, both lists are empty. */
export async function openEnergyCounters(options: EnergyCountersOptions): Promise<EnergyCounters> {
  const { clock, env, platform = process.platform, watchLines: watch = watchLines } = options;
  const [nvidiaSmi] = findExecutables("nvidia-smi", { env, platform });
  const found = await Promise.all([
    platform === "linux" ? openRapl({ clock }) : undefined,
    platform === "darwin"
      ? openPowermetrics({ clock, watchLines: watch, isRoot: process.getuid?.() === 0 })
      : undefined,
    nvidiaSmi === undefined ? undefined : openNvidiaSmi({ clock, program: nvidiaSmi, watchLines: watch }),
  ]);
  const counters = found.filter((one): one is EnergyCounter => one !== undefined && "read" in one);
  return {
    counters,
    problems: found.filter((one): one is EnergyProblem => one !== undefined && "message" in one),
    async [Symbol.asyncDispose]() {
      await Promise.all(counters.map((counter) => counter[Symbol.asyncDispose]()));
    },
  };
}
