import type { LoadTarget } from "../../bench/run/target-pool.ts";
import { requireRunnable } from "../../catalog/why-not-runnable.ts";
import type { Engines } from "../create-engines.ts";

/** Loads a plan's targets, each with its own engine and as the plan says. */
export function createTargetLoader(engines: Engines): LoadTarget {
  return async ({ id, alias, engine, source, device, threads, contextTokens }, { signal }) => {
    requireRunnable({ id, alias, source });
    return engines[engine].load(source, {
      id,
      device,
      signal,
      ...(threads !== undefined && { threads }),
      ...(contextTokens !== undefined && { contextTokens }),
    });
  };
}
