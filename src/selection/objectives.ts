import { e2e } from "../bench/metrics/latency.ts";
import type { KnownMetric } from "../bench/metrics/metrics.ts";
import { decodeRate } from "../bench/metrics/rates.ts";
import { footprint, memoryProportional, memoryResident } from "../bench/metrics/resources.ts";
import type { Direction } from "../core/metric.ts";

/** The things that people choose by, in the order in which they are shown. */
export const OBJECTIVES = ["quality", "latency", "decode-rate", "memory", "footprint"] as const;

export type Objective = (typeof OBJECTIVES)[number];

/** Which memory is meant: the peak resident set, or the proportional set (Linux only). */
export type MemoryKind = "resident" | "proportional";

/** Unit of an objective's values; `ratio` is 0 to 1. */
export type ObjectiveUnit = "ratio" | Extract<KnownMetric["unit"], "ms" | "tokens/s" | "bytes">;

/** How an objective is called in sentences, and which way it is better. */
export interface ObjectiveDescription {
  readonly label: string;
  readonly unit: ObjectiveUnit;
  readonly better: Direction;
}

export const OBJECTIVE_DESCRIPTIONS: Readonly<Record<Objective, ObjectiveDescription>> = {
  quality: { label: "quality", unit: "ratio", better: "higher" },
  latency: { label: "latency", unit: e2e.unit, better: e2e.better },
  "decode-rate": decodeRate,
  memory: { label: "memory", unit: memoryResident.unit, better: memoryResident.better },
  footprint,
};

/**
 * The metric that an objective is read from; quality has sources of its own, see `qualityOf()`.
 *
 * A metric of requests is averaged over prompts; one of the target has a single value, without sampling error.
 */
export function metricOf(objective: Exclude<Objective, "quality">, memory: MemoryKind) {
  switch (objective) {
    case "latency":
      return e2e;
    case "decode-rate":
      return decodeRate;
    case "memory":
      return memory === "resident" ? memoryResident : memoryProportional;
    case "footprint":
      return footprint;
  }
  return objective satisfies never;
}
