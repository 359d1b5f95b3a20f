import type { EnergyCount, EnergyCounter } from "../core/energy-counter.ts";
import type { TargetDevice } from "../core/engine.ts";
import type { CounterReading, EnergyReading } from "../core/sample.ts";
import type { Clock } from "../lib/clock.ts";

/** Long enough that the counters, which move ten times a second at the slowest, show a mean. */
const IDLE_MS = 3000;
const LEAST_COVERED = 0.5;

/** Reads what the machine takes while a request runs. */
export interface EnergyMeter {
  /** Whether the counters see what a model on this device takes; of a page nobody knows which device it is. */
  sees(device: TargetDevice): boolean;
  /** Begins a reading. Waits for counters that are sampled. */
  open(): Promise<EnergyWindow>;
}

/** A reading under way; disposing it leaves it without a result. */
export interface EnergyWindow extends Disposable {
  /** Absent where another reading was under way in the same time: nobody knows whose the energy was. */
  close(): Promise<EnergyReading | undefined>;
}

export interface EnergyMeterOptions {
  readonly counters: readonly EnergyCounter[];
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Measures what the idle machine takes, and returns the meter whose readings carry it. To be called while nothing is loaded.
 *
 * @returns absent where no counter counts
 */
export async function createEnergyMeter({
  counters,
  clock,
  signal,
}: EnergyMeterOptions): Promise<EnergyMeter | undefined> {
  if (counters.length === 0) return undefined;
  const before = await readAll(counters);
  await clock.sleep(IDLE_MS, signal);
  const after = await readAll(counters);
  const idle = counters.flatMap((counter, index) => {
    const { joules, windowMs, coveredMs } = difference(before[index], after[index]);
    return coveredMs < windowMs * LEAST_COVERED || coveredMs === 0
      ? []
      : [{ counter, idleWatts: (joules / coveredMs) * 1000 }];
  });
  return idle.length === 0 ? undefined : createWindows(idle);
}

interface IdleCounter {
  readonly counter: EnergyCounter;
  readonly idleWatts: number;
}

function createWindows(idle: readonly IdleCounter[]): EnergyMeter {
  const open = new Set<{ isShared: boolean }>();
  const counters = idle.map(({ counter }) => counter);
  const devices = new Set<TargetDevice>(counters.flatMap((counter) => counter.devices));
  return {
    sees: (device) => (device === "browser" ? devices.has("cpu") && devices.has("gpu") : devices.has(device)),
    async open() {
      const state = { isShared: open.size > 0 };
      for (const other of open) other.isShared = true;
      open.add(state);
      const before = await readAll(counters);
      return {
        async close() {
          const after = await readAll(counters);
          open.delete(state);
          if (state.isShared) return undefined;
          return {
            counters: idle.map(({ counter: { name }, idleWatts }, index): CounterReading => {
              return { name, ...difference(before[index], after[index]), idleWatts };
            }),
          };
        },
        [Symbol.dispose]() {
          open.delete(state);
        },
      };
    },
  };
}

function readAll(counters: readonly EnergyCounter[]): Promise<EnergyCount[]> {
  return Promise.all(counters.map((counter) => counter.read()));
}

const NOTHING: EnergyCount = { joules: 0, coveredMs: 0, atMs: 0 };

function difference(before = NOTHING, after = NOTHING): Omit<CounterReading, "name" | "idleWatts"> {
  return {
    joules: after.joules - before.joules,
    windowMs: after.atMs - before.atMs,
    // A sample that had begun before the window counts whole.
    coveredMs: Math.min(after.coveredMs - before.coveredMs, after.atMs - before.atMs),
  };
}
