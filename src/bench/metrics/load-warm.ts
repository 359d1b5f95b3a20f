import type { TargetMetric } from "../../core/metric.ts";
import { medianLoadMs } from "./median-load-ms.ts";

/** Time until the model is ready, with its file already in the system's cache. */
export const loadWarm: TargetMetric = {
  type: "target",
  id: "load-warm",
  label: "load, warm",
  unit: "ms",
  better: "lower",
  formula: "median time from asking for the model to its being ready, process start included, file cache warm",
  source: "measured; the cache is dropped and checked where the system allows it",
  value: ({ loads }) => medianLoadMs(loads, "warm"),
};
