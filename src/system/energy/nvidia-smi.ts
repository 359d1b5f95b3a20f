import type { EnergyCounter, EnergyProblem } from "../../core/energy-counter.ts";
import type { Clock } from "../../lib/clock.ts";
import { createPowerIntegral } from "./power-integral.ts";
import type { WatchLines } from "./watch-lines.ts";

const EVERY_MS = 100;
/** The program needs a second or two for its first line where the driver has to wake up. */
const FIRST_LINE_MS = 5000;
/** Between two samples so far apart nobody knows what the card took. */
const LONGEST_GAP_MS = 500;

export interface NvidiaSmiOptions {
  readonly clock: Clock;
  /** Path of the program. */
  readonly program: string;
  readonly watchLines: WatchLines;
}

/**
 * Opens the power of all NVIDIA cards, as nvidia-smi prints it ten times a second.
 *
 * The driver's own sensor may look less often than it prints: on some cards it covers a quarter of the time
 * (arXiv 2312.02741). The coverage that we show is that of our samples.
 * @returns a problem where the driver does not tell the power
 */
export async function openNvidiaSmi({
  clock,
  program,
  watchLines,
}: NvidiaSmiOptions): Promise<EnergyCounter | EnergyProblem> {
  const integral = createPowerIntegral(clock, LONGEST_GAP_MS);
  const latest = new Map<string, number>();
  const first = Promise.withResolvers<void>();
  let lastMs: number | undefined;
  const watched = watchLines(
    [program, "--query-gpu=index,power.draw", "--format=csv,noheader,nounits", `--loop-ms=${EVERY_MS}`],
    (line) => {
      const [index = "", watts = ""] = line.split(",").map((part) => part.trim());
      if (!/^\d+$/.test(index) || !/^\d+(\.\d+)?$/.test(watts)) return;
      latest.set(index, Number(watts));
      // One line per card: the round is over with the line of the last of them, which is that of the first one again.
      if (index !== [...latest.keys()][0]) return;
      const nowMs = clock.now();
      const total = [...latest.values()].reduce((sum, one) => sum + one, 0);
      const sinceMs = nowMs - (lastMs ?? nowMs);
      integral.add(total, sinceMs <= LONGEST_GAP_MS ? sinceMs : 0);
      lastMs = nowMs;
      first.resolve();
    },
  );
  void watched.ended.then(() => {
    integral.end();
    first.resolve();
  });
  const waited = new AbortController();
  await Promise.race([first.promise, clock.sleep(FIRST_LINE_MS, waited.signal)]);
  waited.abort();
  if (lastMs === undefined) {
    await watched[Symbol.asyncDispose]();
    return {
      message: "nvidia-smi is here and tells no power of its cards.",
      hint: "Run nvidia-smi --query-gpu=power.draw --format=csv to see what it says.",
    };
  }
  return {
    name: "graphics card (nvidia-smi)",
    devices: ["gpu"],
    read: () => integral.read(),
    [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose](),
  };
}
