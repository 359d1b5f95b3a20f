import type { RequestMetric } from "../../core/metric.ts";
import { answerSpanMs } from "./decode-span.ts";

/** Characters of answer per second after the first delta. */
export const charactersRate: RequestMetric = {
  type: "request",
  id: "characters-rate",
  label: "characters per second",
  unit: "characters/s",
  better: "higher",
  formula: "(characters - those of the first delta) / (last token - first token)",
  source: "comparable across vocabularies, which tokens/s is not",
  values: (sample) => {
    const ms = answerSpanMs(sample);
    const characters = sample.deltas.characters.slice(1).reduce((sum, count) => sum + count, 0);
    return ms === undefined || characters === 0 ? [] : [(characters / ms) * 1000];
  },
};
