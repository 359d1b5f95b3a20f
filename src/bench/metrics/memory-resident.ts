import type { TargetMetric } from "../../core/metric.ts";
import { highest } from "./highest.ts";

/** Peak resident set of the process that runs the model. */
export const memoryResident: TargetMetric = {
  type: "target",
  id: "memory-resident",
  label: "peak resident memory",
  unit: "bytes",
  better: "lower",
  formula: "highest resident set of the model's own process, mapped file pages included",
  source: "the system's own peak counter (VmHWM, maxrss)",
  value: ({ memory }) => highest(memory.map((entry) => entry.memory.peakResidentBytes ?? entry.memory.residentBytes)),
};
