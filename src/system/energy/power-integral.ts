import type { EnergyCount } from "../../core/energy-counter.ts";
import type { Clock } from "../../lib/clock.ts";

/** Sums up the power that a program prints, sample by sample. */
export interface PowerIntegral {
  /** Power that held for the last `ms` before now. */
  add(watts: number, ms: number): void;
  /** No further sample will come. */
  end(): void;
  /** Resolves with the sums once the next sample is in, or when it is clear that none comes. */
  read(): Promise<EnergyCount>;
}

/** @param patienceMs how long a reading waits for the next sample */
export function createPowerIntegral(clock: Clock, patienceMs: number): PowerIntegral {
  let joules = 0;
  let coveredMs = 0;
  let next = Promise.withResolvers<void>();
  let hasEnded = false;
  const arrive = () => {
    next.resolve();
    if (!hasEnded) next = Promise.withResolvers();
  };
  return {
    add(watts, ms) {
      joules += (watts * ms) / 1000;
      coveredMs += ms;
      arrive();
    },
    end() {
      hasEnded = true;
      arrive();
    },
    async read() {
      const arrived = new AbortController();
      await Promise.race([next.promise, clock.sleep(patienceMs, arrived.signal)]);
      arrived.abort();
      return { joules, coveredMs, atMs: clock.now() };
    },
  };
}
