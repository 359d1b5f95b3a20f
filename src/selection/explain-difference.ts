import { formatEstimate, formatFigure, formatPoints, formatTimes } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "./objectives.ts";
import type { ObjectiveDifference } from "./recommendation.ts";

/** A difference in few words: `quality +2 points [-3, 7]`, `latency 2.1x [1.9, 2.3]`. */
export function explainDifference(difference: ObjectiveDifference): string {
  const { label } = OBJECTIVE_DESCRIPTIONS[difference.objective];
  if (difference.type === "ratio") return `${label} ${formatTimes(difference)}`;
  return `${label} ${difference.value >= 0.005 ? "+" : ""}${formatPoints(difference)}`;
}

/** The advantage of the first, to stand after "it": `finds 73% [62, 83] of the expected facets, 22 points [9, 35] more than X`. */
export function explainGain(difference: ObjectiveDifference, second: string, quality: string): string {
  const { objective, unit } = difference;
  const first = formatFigure(difference.first, unit);
  const times = formatTimes(difference);
  switch (objective) {
    case "quality":
      return `finds ${quality} of the expected facets, ${formatPoints(difference)} more than ${second}`;
    case "latency":
      return `answers in ${first} on average, ${times} the time of ${second}`;
    case "decode-rate":
      return `writes ${first}, ${times} as many as ${second}`;
    case "memory":
      return `needs ${first} of memory, ${times} as much as ${second}`;
    case "footprint":
      return `takes ${first} on disk, ${times} as much as ${second}`;
  }
  return objective satisfies never;
}

/** The price of an advantage, to stand at the end: `at 2.1x [1.9, 2.3] its latency`. */
export function explainPrice(difference: ObjectiveDifference): string {
  const { objective } = difference;
  switch (objective) {
    case "quality": {
      const { value, low, high } = difference;
      const less = {
        value: -value,
        ...(low !== undefined && high !== undefined && { low: -high, high: -low }),
      };
      return `though it finds ${formatPoints(less)} less of the expected facets`;
    }
    case "latency":
    case "decode-rate":
    case "memory":
      return `at ${formatTimes(difference)} its ${OBJECTIVE_DESCRIPTIONS[objective].label}`;
    case "footprint":
      return `at ${formatTimes(difference)} its size on disk`;
  }
  return objective satisfies never;
}

/** A quality with its interval, or with how many prompts one takes. */
export function explainQuality(ratio: {
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly n: number;
  readonly needs?: number | undefined;
}): string {
  const missing =
    ratio.low === undefined ? ` (n=${ratio.n}${ratio.needs === undefined ? "" : `, needs ${ratio.needs}`})` : "";
  return `${formatEstimate(ratio, "ratio")}${missing}`;
}
