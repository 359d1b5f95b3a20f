import type { KnownMetric } from "../bench/metrics/metrics.ts";
import type { Direction } from "../core/metric.ts";

/** The things that people choose by, in the order in which they are shown. */
export const OBJECTIVES = [
  "quality",
  "latency",
  "decode-rate",
  "throughput",
  "memory",
  "footprint",
  "load-time",
  "energy",
  "cost",
] as const;

export type Objective = (typeof OBJECTIVES)[number];

/** Which memory a limit means: the peak resident set, of which targets are compared by the model's own part, or the proportional set (Linux only). */
export type MemoryKind = "resident" | "proportional";

/** Unit of an objective's values; `ratio` is 0 to 1, and so is `rubric`, which is shown as a score from 1 to 5. */
export type ObjectiveUnit =
  | "ratio"
  | "rubric"
  | Extract<KnownMetric["unit"], "ms" | "tokens/s" | "bytes" | "J" | "money">;

/** What the figure of an objective is. */
export type Statistic =
  | "share"
  | "mean score"
  | "p50"
  | "total over total"
  | "highest reading"
  | "median reading"
  | "file size";

/** How an objective is called in sentences, which way it is better, and how it is compared. */
export interface ObjectiveDescription {
  readonly label: string;
  readonly unit: ObjectiveUnit;
  readonly better: Direction;
  /** Quality is compared by its difference, all others by their ratio. */
  readonly scale: "difference" | "ratio";
  /** A difference within this is of no consequence: in points of 1 for quality, else the factor less 1. */
  readonly margin: number;
  /** Statistic of the figure that stands in the table. */
  readonly statistic: Statistic;
  /** Words for a higher and for a lower figure than the other's. */
  readonly than: { readonly higher: string; readonly lower: string };
  /** Name behind a multiple: `2.4x the latency (p50)`. */
  readonly price: string;
  /** Whether a busy machine falsifies it. */
  readonly isTiming: boolean;
}

export const OBJECTIVE_DESCRIPTIONS: Readonly<Record<Objective, ObjectiveDescription>> = {
  quality: {
    label: "quality",
    unit: "ratio",
    better: "higher",
    scale: "difference",
    margin: 0.05,
    statistic: "share",
    than: { higher: "better", lower: "worse" },
    price: "of quality",
    isTiming: false,
  },
  latency: {
    label: "latency",
    unit: "ms",
    better: "lower",
    scale: "ratio",
    margin: 0.05,
    statistic: "p50",
    than: { higher: "slower", lower: "faster" },
    price: "the latency (p50)",
    isTiming: true,
  },
  "decode-rate": {
    label: "decode rate",
    unit: "tokens/s",
    better: "higher",
    scale: "ratio",
    margin: 0.05,
    statistic: "p50",
    than: { higher: "faster", lower: "slower" },
    price: "the decode rate (p50)",
    isTiming: true,
  },
  throughput: {
    label: "throughput",
    unit: "tokens/s",
    better: "higher",
    scale: "ratio",
    margin: 0.05,
    statistic: "total over total",
    than: { higher: "more", lower: "less" },
    price: "the throughput",
    isTiming: true,
  },
  memory: {
    label: "memory",
    unit: "bytes",
    better: "lower",
    scale: "ratio",
    margin: 0.05,
    statistic: "highest reading",
    than: { higher: "more", lower: "less" },
    price: "the memory",
    isTiming: false,
  },
  footprint: {
    label: "footprint",
    unit: "bytes",
    better: "lower",
    scale: "ratio",
    margin: 0.05,
    statistic: "file size",
    than: { higher: "larger", lower: "smaller" },
    price: "the size on disk",
    isTiming: false,
  },
  "load-time": {
    label: "load time",
    unit: "ms",
    better: "lower",
    scale: "ratio",
    margin: 0.05,
    statistic: "median reading",
    than: { higher: "slower", lower: "faster" },
    price: "the load time",
    isTiming: true,
  },
  energy: {
    label: "energy",
    unit: "J",
    better: "lower",
    scale: "ratio",
    margin: 0.05,
    statistic: "p50",
    than: { higher: "more", lower: "less" },
    price: "the energy of an answer (p50)",
    isTiming: true,
  },
  cost: {
    label: "cost",
    unit: "money",
    better: "lower",
    scale: "ratio",
    margin: 0.05,
    statistic: "p50",
    than: { higher: "dearer", lower: "cheaper" },
    price: "the cost of an answer (p50)",
    isTiming: true,
  },
};

/** The margin on the scale on which an objective is compared: points of 1, or the logarithm of a ratio. */
export function marginOf(objective: Objective): number {
  const { scale, margin } = OBJECTIVE_DESCRIPTIONS[objective];
  return scale === "difference" ? margin : Math.log1p(margin);
}

/**
 * The most that one prompt of a run that ends once it is decided counts, on the same scale. Latency differs tenfold where
 * one target answers in a word; what a target writes in a second differs less from prompt to prompt.
 */
export function mostOf(objective: Objective): number {
  if (OBJECTIVE_DESCRIPTIONS[objective].scale === "difference") return 1;
  return Math.log(objective === "decode-rate" ? MOST_TIMES_OF_RATE : MOST_TIMES);
}

const MOST_TIMES = 10;
const MOST_TIMES_OF_RATE = 4;
