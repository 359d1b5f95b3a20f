import type { Direction } from "../core/metric.ts";

/** What a choice weighs, in the order in which it is shown. */
export const OBJECTIVES = ["quality", "latency", "throughput", "memory", "footprint"] as const;

export type Objective = (typeof OBJECTIVES)[number];

/** Unit of an objective's values; `ratio` is 0 to 1. */
export type ObjectiveUnit = "ratio" | "ms" | "tokens/s" | "bytes";

/** How an objective is read from a scorecard and called in sentences. */
export interface ObjectiveDescription {
  readonly label: string;
  readonly unit: ObjectiveUnit;
  readonly better: Direction;
  /** Whether it has a value per prompt; else one value per target, without sampling error. */
  readonly perPrompt: boolean;
}

export const OBJECTIVE_DESCRIPTIONS: Readonly<Record<Objective, ObjectiveDescription>> = {
  /** Expected facets found over expected facets, summed over prompts. */
  quality: { label: "quality", unit: "ratio", better: "higher", perPrompt: true },
  /** Mean over prompts of the end-to-end latency. */
  latency: { label: "latency", unit: "ms", better: "lower", perPrompt: true },
  /** Mean over prompts of the decode rate of one stream. */
  throughput: { label: "decode rate", unit: "tokens/s", better: "higher", perPrompt: true },
  /** Highest reading of the process that ran the model. */
  memory: { label: "memory", unit: "bytes", better: "lower", perPrompt: false },
  /** Bytes on disk. */
  footprint: { label: "footprint", unit: "bytes", better: "lower", perPrompt: false },
};

/** Which memory is meant: the peak resident set, or the proportional set (Linux only). */
export type MemoryKind = "resident" | "proportional";
