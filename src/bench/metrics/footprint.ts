import type { TargetMetric } from "../../core/metric.ts";

/** Bytes on disk. */
export const footprint: TargetMetric = {
  type: "target",
  id: "footprint",
  label: "footprint",
  unit: "bytes",
  better: "lower",
  formula: "bytes on disk of the variant",
  source: "the file system",
  value: ({ target }) => target.sizeBytes,
};
