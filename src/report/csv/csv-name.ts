import type { Metric } from "../../core/metric.ts";

/** The name of a metric's column: snake case, with the unit at the end, such as `e2e_p50_ms`. */
export function csvName(metric: Metric, statistic?: string): string {
  const unit = metric.unit.replace("/s", "_per_second");
  return [metric.id.replaceAll("-", "_"), statistic, unit].filter((part) => part !== undefined).join("_");
}
