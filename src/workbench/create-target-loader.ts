import type { LoadTarget } from "../bench/target-pool.ts";
import type { Engines } from "./create-engines.ts";

/** Loads a plan's targets, each with its own engine and as the plan says. */
export function createTargetLoader(engines: Engines): LoadTarget {
  return ({ id, engine, source, device, threads, contextTokens }, { signal }) =>
    engines[engine].load(source, {
      id,
      device,
      signal,
      ...(threads !== undefined && { threads }),
      ...(contextTokens !== undefined && { contextTokens }),
    });
}
