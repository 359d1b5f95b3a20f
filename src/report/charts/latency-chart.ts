import type * as Plot from "@observablehq/plot";
import { scaleFor, type UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { Distribution } from "../../bench/summary/scorecard.ts";
import type { Estimate } from "../../core/estimate.ts";
import { quantileSorted } from "../../stats/quantile.ts";
import type { TargetKey } from "../content/target-keys.ts";
import { estimateCell, p95Cell } from "../format/estimate-cell.ts";
import { type Chart, type ChartSource, drawChart, type Frame, type Pen } from "./chart.ts";
import { niceScale } from "./nice-scale.ts";
import { thinningNote, thinPoints } from "./thin-points.ts";

interface Row {
  readonly key: TargetKey;
  readonly summary: Distribution;
  /** Ascending, in the scale's unit. */
  readonly values: readonly number[];
}

interface Drawing {
  readonly rows: readonly Row[];
  readonly scale: UnitScale;
}

/** Chart of latency per target: every request, the middle half, p50 and p95 with their intervals. */
export function latencyChart({ summary, points, keys, pen }: ChartSource): Chart | undefined {
  const timed = Map.groupBy(
    points.filter((point) => point.timed),
    (point) => point.target,
  );
  const cards = summary.scorecards.flatMap(({ target, metrics }) => {
    const key = keys.get(target.id);
    const list = timed.get(target.id);
    return metrics.e2e?.type === "distribution" && key && list ? { key, summary: metrics.e2e, list } : [];
  });
  if (cards.length === 0) return undefined;
  const scale = scaleFor(
    "ms",
    cards.map((card) => card.summary.p50.value),
  );
  const rows = cards.map(({ key, summary, list }) => ({
    key,
    summary,
    values: list.map((point) => point.e2eMs / scale.divisor).sort((a, b) => a - b),
  }));
  const largest = rows.reduce((most, row) => (row.values.length > most.values.length ? row : most));
  const each = Math.floor(2000 / rows.length);
  return {
    id: "latency",
    title: "How long an answer takes",
    caption: [
      "Each dot is one timed request. The pale bar holds the middle half of them.",
      "The upright stroke is p50, the diamond p95; the line through each is its 95% interval. A p95 without enough samples for an interval is not drawn.",
      ...[
        thinningNote(thinPoints(largest.values, each))?.replace("requests", `requests of ${largest.key.letter}`),
      ].flatMap((note) => note ?? []),
    ],
    ...drawChart(pen, describe(rows, scale), (frame) => layout(pen, frame, { rows, scale })),
  };
}

function layout({ plot }: Pen, frame: Frame, { rows, scale }: Drawing): Plot.PlotOptions {
  const rowHeight = frame.narrow ? 84 : 80;
  const each = Math.floor(frame.pointLimit / rows.length);
  const x = (value: number) => value / scale.divisor;
  return {
    height: rows.length * rowHeight + 48,
    marginLeft: 4,
    marginRight: 16,
    marginTop: 6,
    marginBottom: 42,
    x: {
      label: `latency (${scale.unit})`,
      grid: true,
      ...niceScale(rows.flatMap((row) => [row.values[0] ?? 0, row.values.at(-1) ?? 0])),
    },
    y: { axis: null, domain: [1, 0] },
    fy: { axis: null, domain: rows.map((row) => row.key.letter), padding: 0.06 },
    marks: rows.flatMap(({ key, summary, values }) => {
      const fy = () => key.letter;
      const { p50, p95 } = summary;
      const quartiles = [{ low: quantileSorted(values, 0.25), high: quantileSorted(values, 0.75) }];
      const stroke = "currentColor";
      return [
        plot.rect(quartiles, { fy, x1: "low", x2: "high", y1: 0.66, y2: 0.94, fill: key.colour, fillOpacity: 0.28 }),
        plot.dot(
          thinPoints(values, each).drawn.map((value, index) => ({ value, lane: 0.3 + 0.3 * spread(index) })),
          { fy, x: "value", y: "lane", r: frame.narrow ? 2.2 : 2.8, fill: key.colour, fillOpacity: 0.62 },
        ),
        plot.ruleX([x(p50.value)], { fy, y1: 0.62, y2: 0.98, stroke, strokeWidth: 2.5 }),
        ...intervalMarks(p50, { plot, fy, x }),
        ...(p95.low === undefined
          ? []
          : [
              ...intervalMarks(p95, { plot, fy, x }),
              plot.dot([x(p95.value)], {
                fy,
                x: (value: number) => value,
                y: 0.8,
                symbol: "diamond",
                r: 5,
                fill: "var(--card)",
                stroke,
                strokeWidth: 1.8,
              }),
            ]),
        plot.text([rowLabel({ key, summary }, frame, scale)], {
          fy,
          frameAnchor: "top-left",
          dx: 2,
          dy: 2,
          text: (text: string) => text,
          fill: stroke,
          fontWeight: 600,
          textOverflow: "ellipsis",
          lineWidth: frame.narrow ? 27 : 56,
        }),
      ];
    }),
  };
}

function intervalMarks(
  { low, high }: Estimate,
  { plot, fy, x }: { readonly plot: typeof Plot; readonly fy: () => string; readonly x: (value: number) => number },
): Plot.Markish[] {
  if (low === undefined || high === undefined) return [];
  return [
    plot.ruleY([{ low: x(low), high: x(high) }], {
      fy,
      x1: "low",
      x2: "high",
      y: 0.8,
      stroke: "currentColor",
      strokeWidth: 2,
    }),
  ];
}

function rowLabel({ key, summary }: Omit<Row, "values">, frame: Frame, scale: UnitScale): string {
  const name = `${key.letter}  ${key.target}`;
  if (frame.narrow) return name;
  return `${name}    p50 ${estimateCell(summary.p50, scale).text}    p95 ${p95Cell(summary, scale).text}`;
}

function describe(rows: readonly Row[], scale: UnitScale): string {
  const each = rows.map(
    ({ key, summary }) =>
      `${key.target} p50 ${estimateCell(summary.p50, scale).text}, p95 ${p95Cell(summary, scale).text}`,
  );
  return `Distribution of latency in ${scale.unit}: ${each.join("; ")}.`;
}

/** Places between 0 and 1 that neighbours do not share (multiples of the golden ratio). */
function spread(index: number): number {
  return (index * 0.618_033_988_75) % 1;
}
