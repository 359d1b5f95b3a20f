import type * as Plot from "@observablehq/plot";
import { scaleFor } from "../../bench/metrics/unit-scale.ts";
import { median } from "../../stats/centre.ts";
import type { TargetKey } from "../content/target-keys.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { type Chart, type ChartSource, drawChart } from "./chart.ts";
import { niceScale } from "./nice-scale.ts";
import { thinningNote, thinPoints } from "./thin-points.ts";

interface Dot {
  readonly key: TargetKey;
  readonly ttftMs: number;
  readonly rate: number;
}

/** Time to first token against decode rate: who starts fast, who writes fast. */
export function speedChart({ points, keys, pen }: ChartSource): Chart | undefined {
  const dots = points.flatMap(({ target, timed, ttftMs, tokensPerSecond: rate }) => {
    const key = keys.get(target);
    return timed && key && ttftMs !== undefined && rate !== undefined ? { key, ttftMs, rate } : [];
  });
  if (dots.length === 0) return undefined;
  const centres = [...Map.groupBy(dots, (dot) => dot.key).entries()].map(([key, list]) => ({
    key,
    ttftMs: median(list.map((dot) => dot.ttftMs)),
    rate: median(list.map((dot) => dot.rate)),
  }));
  const scale = scaleFor(
    "ms",
    centres.map((centre) => centre.ttftMs),
  );
  const x = (dot: Dot) => dot.ttftMs / scale.divisor;
  const label = centres.map(
    ({ key, ttftMs, rate }) => `${key.target} ${formatQuantity(ttftMs, "ms")}, ${formatQuantity(rate, "tokens/s")}`,
  );
  const note = thinningNote(thinPoints(dots, 2000));
  return {
    id: "speed",
    title: "First token against decode rate",
    caption: [
      "Each mark is one timed request; the letter stands at the target's medians. Up and to the left is better.",
      ...(note === undefined ? [] : [note]),
    ],
    ...drawChart(
      pen,
      `Medians of time to first token and decode rate: ${label.join("; ")}.`,
      (frame): Plot.PlotOptions => ({
        height: frame.narrow ? 340 : 400,
        marginLeft: frame.narrow ? 46 : 56,
        marginTop: 28,
        marginBottom: 42,
        marginRight: 20,
        x: { label: `time to first token (${scale.unit})`, grid: true, ...niceScale(dots.map(x)) },
        y: { label: "decode rate (tokens/s)", grid: true, ...niceScale(dots.map((dot) => dot.rate)) },
        marks: [
          ...[...Map.groupBy(thinPoints(dots, frame.pointLimit).drawn, (dot) => dot.key)].map(([key, list]) =>
            pen.plot.dot(list, {
              x,
              y: "rate",
              symbol: key.symbol,
              r: frame.narrow ? 2.4 : 3,
              fill: key.colour,
              fillOpacity: 0.55,
            }),
          ),
          pen.plot.dot(centres, {
            x,
            y: "rate",
            r: 10,
            fill: "var(--card)",
            stroke: (dot: Dot) => dot.key.colour,
            strokeWidth: 2.5,
          }),
          pen.plot.text(centres, {
            x,
            y: "rate",
            text: (dot: Dot) => dot.key.letter,
            fill: "currentColor",
            fontWeight: 700,
          }),
        ],
        color: { type: "identity" },
      }),
    ),
  };
}
