import type * as Plot from "@observablehq/plot";
import { scaleFor } from "../../bench/metrics/unit-scale.ts";
import { readDistribution } from "../../bench/summary/read-metric.ts";
import type { Estimate } from "../../core/estimate.ts";
import { qualityOf } from "../../selection/quality-of.ts";
import type { TargetKey } from "../content/target-keys.ts";
import { estimateCell } from "../format/estimate-cell.ts";
import { type Chart, type ChartSource, drawChart } from "./chart.ts";
import { niceScale } from "./nice-scale.ts";

interface Mark {
  readonly key: TargetKey;
  readonly latency: Estimate;
  readonly quality: Estimate;
}

/** Short strokes as symbols, so that they have the same length on every axis. */
const UPRIGHT: Plot.SymbolImplementation = { draw: (path: CanvasPath) => stroked(path, 0, 5) };
const LEVEL: Plot.SymbolImplementation = { draw: (path: CanvasPath) => stroked(path, 5, 0) };

/** Quality against latency, each with its interval: the choice that a reader has to make. */
export function qualityChart({ summary, recommendation, keys, pen }: ChartSource): Chart | undefined {
  const marks = summary.scorecards.flatMap((card) => {
    const key = keys.get(card.target.id);
    const latency = readDistribution(card, "e2e")?.p50;
    const quality = qualityOf(card);
    return key && latency && quality ? { key, latency, quality } : [];
  });
  if (marks.length === 0) return undefined;
  const scale = scaleFor(
    "ms",
    marks.map((mark) => mark.latency.value),
  );
  const percent = scaleFor("ratio", []);
  const x = (mark: Mark) => mark.latency.value / scale.divisor;
  const y = (mark: Mark) => mark.quality.value * 100;
  const lowX = (mark: Mark) => (mark.latency.low ?? 0) / scale.divisor;
  const highX = (mark: Mark) => (mark.latency.high ?? 0) / scale.divisor;
  const lowY = (mark: Mark) => (mark.quality.low ?? 0) * 100;
  const highY = (mark: Mark) => (mark.quality.high ?? 0) * 100;
  const stroke = (mark: Mark) => mark.key.colour;
  const cap = { stroke, r: 5, strokeWidth: 2.5 };
  const ranges = marks.filter(({ latency }) => latency.low !== undefined && latency.high !== undefined);
  const spreads = marks.filter(({ quality }) => quality.low !== undefined && quality.high !== undefined);
  const front = (recommendation?.pareto ?? []).flatMap((target) => keys.get(target)?.letter ?? []);
  const label = marks.map(
    ({ key, latency, quality }) =>
      `${key.target} quality ${estimateCell(quality, percent).text}%, p50 ${estimateCell(latency, scale).text} ${scale.unit}`,
  );
  return {
    id: "quality",
    title: "Quality against latency",
    caption: [
      "Each target at its p50 latency and its share of expected facets found; the lines are the 95% intervals of both. Up and to the left is better.",
      ...(front.length > 0
        ? [`Not matched in every objective at once by any other candidate: ${front.join(", ")}.`]
        : []),
    ],
    ...drawChart(
      pen,
      `Quality against latency: ${label.join("; ")}.`,
      (frame): Plot.PlotOptions => ({
        height: frame.narrow ? 340 : 400,
        marginLeft: frame.narrow ? 42 : 52,
        marginTop: 28,
        marginBottom: 42,
        marginRight: 24,
        x: {
          label: `latency p50 (${scale.unit})`,
          grid: true,
          ...niceScale(marks.flatMap((mark) => [x(mark), highX(mark)])),
        },
        y: { label: "facets found (%)", grid: true, domain: [0, 100], ticks: 5 },
        color: { type: "identity" },
        marks: [
          pen.plot.ruleY(ranges, { x1: lowX, x2: highX, y, stroke, strokeWidth: 2.5 }),
          pen.plot.ruleX(spreads, { y1: lowY, y2: highY, x, stroke, strokeWidth: 2.5 }),
          // End strokes, without which two intervals on one line would look like one.
          ...[lowX, highX].map((end) => pen.plot.dot(ranges, { x: end, y, symbol: UPRIGHT, ...cap })),
          ...[lowY, highY].map((end) => pen.plot.dot(spreads, { x, y: end, symbol: LEVEL, ...cap })),
          pen.plot.dot(marks, {
            x,
            y,
            r: 10,
            fill: "var(--card)",
            stroke,
            strokeWidth: 2.5,
          }),
          pen.plot.text(marks, { x, y, text: (mark: Mark) => mark.key.letter, fill: "currentColor", fontWeight: 700 }),
        ],
      }),
    ),
  };
}

function stroked(path: CanvasPath, x: number, y: number): void {
  path.moveTo(-x, -y);
  path.lineTo(x, y);
}
