import { cost } from "../bench/metrics/cost.ts";
import { energy } from "../bench/metrics/energy.ts";
import { e2e } from "../bench/metrics/latency.ts";
import { decodeRate } from "../bench/metrics/pace.ts";
import { footprint, loadWarm, memoryModel, memoryProportional } from "../bench/metrics/resources.ts";
import { throughput } from "../bench/metrics/throughput.ts";
import type { MemoryKind, Objective } from "./objectives.ts";

/** The metric that an objective is read from; quality has sources of its own, see `qualityOf()`. */
export function metricOf(objective: Exclude<Objective, "quality">, memory: MemoryKind) {
  switch (objective) {
    case "latency":
      return e2e;
    case "decode-rate":
      return decodeRate;
    case "throughput":
      return throughput;
    case "load-time":
      return loadWarm;
    case "energy":
      return energy;
    case "cost":
      return cost;
    case "memory":
      return memory === "resident" ? memoryModel : memoryProportional;
    case "footprint":
      return footprint;
  }
  return objective satisfies never;
}
