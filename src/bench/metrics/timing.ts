import { DECOMPOSITION } from "./decomposition.ts";
import { LATENCY } from "./latency.ts";
import { PACE } from "./pace.ts";
import { PREFILL } from "./prefill.ts";

/** All metrics of the time that a single request takes. */
export const TIMING = [...LATENCY, ...PACE, ...PREFILL, ...DECOMPOSITION] as const;
