import type { MeasuredCapability } from "../../catalog/models/measured-schema.ts";

/** Evidence for a capability in a line: `summary 0.92 (0.81 to 0.97), 12 prompts by facets, 2026-11-30`. */
export function describeMeasured({ task, value, low, high, n, source, date }: MeasuredCapability): string {
  return `${task} ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${n} prompts by ${source}, ${date}`;
}
