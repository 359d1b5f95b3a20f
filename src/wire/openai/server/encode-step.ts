import type { PipelineStep } from "../../../core/pipeline-step.ts";
import { encodeUsage } from "./encode-usage.ts";

/** Encodes a step of a pipeline; `index` is that of the choice. */
export function encodeStep({ usage, ...step }: PipelineStep, index: number) {
  const counts = usage && encodeUsage(usage);
  return { index, ...step, ...(counts !== undefined && { usage: counts }) };
}
