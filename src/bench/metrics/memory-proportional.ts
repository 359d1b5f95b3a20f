import type { TargetMetric } from "../../core/metric.ts";
import { highest } from "./highest.ts";

/** Proportional set of the process that runs the model; absent outside Linux. */
export const memoryProportional: TargetMetric = {
  type: "target",
  id: "memory-proportional",
  label: "proportional memory",
  unit: "bytes",
  better: "lower",
  formula: "proportional set of the model's own process after its requests: shared pages divided among their users",
  source: "/proc/<pid>/smaps_rollup, Linux only",
  value: ({ memory }) => highest(memory.map((entry) => entry.memory.proportionalBytes)),
};
