import type { EnergyCounter, EnergyProblem } from "../../core/energy-counter.ts";
import type { Clock } from "../../lib/clock.ts";
import { createPowerIntegral } from "./power-integral.ts";
import type { WatchLines } from "./watch-lines.ts";

const EVERY_MS = 200;
const FIRST_LINE_MS = 5000;
const PATIENCE_MS = 1000;

export interface PowermetricsOptions {
  readonly clock: Clock;
  readonly watchLines: WatchLines;
  /** Only root may run it, and nobody is asked for a password. */
  readonly isRoot: boolean;
}

/**
 * Opens the power of processor, graphics and neural engine of a Mac, which powermetrics prints as the mean of each interval.
 *
 * On an Intel Mac it is that of the processor's package.
 */
export async function openPowermetrics({
  clock,
  watchLines,
  isRoot,
}: PowermetricsOptions): Promise<EnergyCounter | EnergyProblem> {
  if (!isRoot) return notRoot();
  const integral = createPowerIntegral(clock, PATIENCE_MS);
  const first = Promise.withResolvers<boolean>();
  let elapsedMs: number | undefined;
  const watched = watchLines(
    ["/usr/bin/powermetrics", "--samplers", "cpu_power", "-i", String(EVERY_MS), "-b", "1"],
    (line) => {
      elapsedMs = readElapsed(line) ?? elapsedMs;
      const watts = readWatts(line);
      if (watts === undefined || elapsedMs === undefined) return;
      integral.add(watts, elapsedMs);
      elapsedMs = undefined;
      first.resolve(true);
    },
  );
  void watched.ended.then(() => {
    integral.end();
    first.resolve(false);
  });
  const waited = new AbortController();
  const isThere = await Promise.race([first.promise, clock.sleep(FIRST_LINE_MS, waited.signal)]);
  waited.abort();
  if (isThere !== true) {
    await watched[Symbol.asyncDispose]();
    return {
      message: "powermetrics tells no power of this Mac.",
      hint: "Run sudo powermetrics --samplers cpu_power -n 1 to see what it says.",
    };
  }
  return {
    name: "processor, graphics and neural engine (powermetrics)",
    devices: ["cpu", "gpu"],
    read: () => integral.read(),
    [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose](),
  };
}

/** `*** Sampled system activity (Mon Nov 30 12:00:00 2026 +0100) (201.53ms elapsed) ***` */
function readElapsed(line: string): number | undefined {
  const ms = /^\*\*\* Sampled system activity .*\((\d+(?:\.\d+)?)ms elapsed\)/.exec(line)?.[1];
  return ms === undefined ? undefined : Number(ms);
}

/** `Combined Power (CPU + GPU + ANE): 1234 mW`, or of an Intel Mac `Intel energy model derived package power (CPUs+GT+SA): 3.24W`. */
function readWatts(line: string): number | undefined {
  const found = /^(?:Combined Power|Intel energy model derived package power)\b.*:\s*(\d+(?:\.\d+)?)\s*(mW|W)\b/.exec(
    line,
  );
  return found === null ? undefined : Number(found[1]) / (found[2] === "mW" ? 1000 : 1);
}

function notRoot(): EnergyProblem {
  return {
    message: "macOS tells only root what the processor takes.",
    hint: "Measure as root to have it: start the same command with sudo. Assay never asks for a password itself.",
  };
}
