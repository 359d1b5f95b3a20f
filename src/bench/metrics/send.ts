import type { RequestMetric } from "../../core/metric.ts";
import { elapsed } from "./elapsed.ts";

/** Time from a ready request to its last byte handed over. */
export const send: RequestMetric = {
  type: "request",
  id: "send",
  label: "queue and send",
  unit: "ms",
  better: "lower",
  formula: "sent - prepared",
  source: "latency decomposition",
  values: (sample) => elapsed(sample.timeline.preparedMs, sample.timeline.sentMs),
};
