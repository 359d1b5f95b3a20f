import type { Constraints } from "./constraints.ts";
import { formatFigure, listNames } from "./format-figure.ts";
import type { UsedProfile } from "./recommendation.ts";

/** What a profile is for and which limits it brings, to stand beside its weights. */
export function explainProfile({ name, description, limits }: UsedProfile): string {
  const words = limitWords(limits);
  const brings = words.length === 0 ? "no limits" : `the limits ${listNames(words)}, unless you set others`;
  return `Profile ${name} (${description}) brings ${brings}.`;
}

function limitWords(limits: Constraints): readonly string[] {
  const { maxMemoryBytes, maxP95Ms, maxTtftMs, minQuality, maxFootprintBytes, minTokensPerSecond, licence } = limits;
  return [
    ...(maxMemoryBytes === undefined ? [] : [`memory at most ${formatFigure(maxMemoryBytes, "bytes")}`]),
    ...(maxP95Ms === undefined ? [] : [`p95 latency at most ${formatFigure(maxP95Ms, "ms")}`]),
    ...(maxTtftMs === undefined ? [] : [`median time to first token at most ${formatFigure(maxTtftMs, "ms")}`]),
    ...(minQuality === undefined ? [] : [`quality at least ${formatFigure(minQuality, "ratio")}`]),
    ...(maxFootprintBytes === undefined ? [] : [`footprint at most ${formatFigure(maxFootprintBytes, "bytes")}`]),
    ...(minTokensPerSecond === undefined
      ? []
      : [`median decode rate at least ${formatFigure(minTokensPerSecond, "tokens/s")}`]),
    ...(licence === undefined ? [] : [`licence ${licence}`]),
  ];
}
