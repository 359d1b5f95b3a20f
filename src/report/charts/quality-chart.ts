import type * as Plot from "@observablehq/plot";
import { scaleFor, type UnitScale, unitSuffix } from "../../bench/metrics/unit-scale.ts";
import { readDistribution } from "../../bench/summary/read-metric.ts";
import type { Scorecard } from "../../bench/summary/scorecard.ts";
import type { Estimate } from "../../core/estimate.ts";
import { inPoints, isRubricSource, SOURCE_LABELS } from "../../quality/sources/quality-source.ts";
import { listNames } from "../../selection/format-figure.ts";
import { qualityLabel, qualityOf, sourceOf } from "../../selection/quality-of.ts";
import type { TargetKey } from "../content/target-keys.ts";
import { estimateCell } from "../format/estimate-cell.ts";
import { type Chart, type ChartSource, drawChart, type Pen } from "./chart.ts";
import { niceScale } from "./nice-scale.ts";
import { placeLabels } from "./place-labels.ts";

/** Short strokes as symbols, so that they have the same length on every axis. */
const UPRIGHT: Plot.SymbolImplementation = { draw: (path: CanvasPath) => stroked(path, 0, 5) };
const LEVEL: Plot.SymbolImplementation = { draw: (path: CanvasPath) => stroked(path, 5, 0) };

const RADIUS = 8;
const FONT_SIZE = 12.5;
/** Of a name beside its mark. */
const MOST_LETTERS = 30;
const WIDE = { width: 540, height: 360, marginLeft: 38, marginTop: 26, marginBottom: 40, marginRight: 12 };
const NARROW = { width: 350, height: 270, marginLeft: 34, marginTop: 24, marginBottom: 38, marginRight: 10 };

/** Quality against latency, each with its interval: the choice that a reader has to make. */
export function qualityChart({ summary, recommendation, keys, pen }: ChartSource): Chart | undefined {
  const found = summary.scorecards.flatMap((card) => {
    const key = keys.get(card.target.id);
    const latency = readDistribution(card, "e2e")?.p50;
    const quality = qualityOf(card);
    return key && latency && quality ? { key, latency, quality } : [];
  });
  if (found.length === 0) return undefined;
  const scale = scaleFor(
    "ms",
    found.map(({ latency }) => latency.value),
  );
  const axis = axisOf(summary.scorecards);
  const marks = found.map(({ key, latency, quality }) => ({
    key,
    latency: inScale(latency, scale),
    quality: inScale(axis.show(quality), axis),
  }));
  const front = (recommendation?.pareto ?? []).filter((target) => keys.has(target));
  const label = found.map(
    ({ key, latency, quality }) =>
      `${key.target} quality ${estimateCell(axis.show(quality), axis).text}${unitSuffix(axis)}, p50 ${estimateCell(latency, scale).text} ${scale.unit}`,
  );
  return {
    id: "quality",
    title: "Quality against latency",
    caption: [
      "Lines are 95% intervals. Up and to the left is better.",
      ...(front.length > 1 && front.length < marks.length
        ? [`No other is at least as good in everything: ${listNames(front)}.`]
        : []),
    ],
    ...drawChart(pen, `Quality against latency: ${label.join("; ")}.`, (frame) =>
      layout(pen, frame.narrow ? NARROW : WIDE, { marks, unit: scale.unit, axis }),
    ),
  };
}

/** The axis of quality: what it shows depends on where the quality comes from. */
interface QualityAxis extends UnitScale {
  readonly label: string;
  readonly domain: readonly [number, number];
  /** The estimate in the numbers that people read. */
  readonly show: (estimate: Estimate) => Estimate;
}

function axisOf(cards: readonly Scorecard[]): QualityAxis {
  const source = cards[0] === undefined ? "facets" : sourceOf(cards[0]);
  const label = cards[0] === undefined ? SOURCE_LABELS[source] : qualityLabel(cards[0]);
  return isRubricSource(source)
    ? { unit: "of 5", divisor: 1, label: `${label} (1 to 5)`, domain: [1, 5], show: inPoints }
    : { ...scaleFor("ratio", []), label: `${label} (%)`, domain: [0, 100], show: (estimate) => estimate };
}

/** A target at its latency and quality, in the units of the axes. */
interface Mark {
  readonly key: TargetKey;
  readonly latency: Interval;
  readonly quality: Interval;
}

interface Interval {
  readonly value: number;
  readonly ends: readonly [low: number, high: number] | undefined;
}

function inScale({ value, low, high }: Estimate, { divisor }: UnitScale): Interval {
  const ends = low === undefined || high === undefined ? undefined : ([low / divisor, high / divisor] as const);
  return { value: value / divisor, ends };
}

function layout(
  { plot }: Pen,
  box: typeof WIDE,
  { marks, unit, axis }: { readonly marks: readonly Mark[]; readonly unit: string; readonly axis: QualityAxis },
): Plot.PlotOptions {
  const xAxis = {
    label: `latency p50 (${unit})`,
    grid: true,
    ...niceScale(marks.flatMap(({ latency }) => [latency.value, ...(latency.ends ?? [])])),
  };
  const toX = plot.scale({ x: { ...xAxis, range: [box.marginLeft, box.width - box.marginRight] } });
  const height = box.height - box.marginTop - box.marginBottom;
  const place = (latency: number, quality: number) => ({
    x: Number(toX?.apply(latency)),
    y: box.marginTop + ((axis.domain[1] - quality) / (axis.domain[1] - axis.domain[0])) * height,
  });
  return {
    ...box,
    x: xAxis,
    y: { label: axis.label, grid: true, domain: axis.domain, ticks: 5 },
    color: { type: "identity" },
    marks: [
      ...marks.flatMap((mark) => intervalMarks(plot, mark)),
      plot.dot(marks, {
        x: ({ latency }: Mark) => latency.value,
        y: ({ quality }: Mark) => quality.value,
        r: RADIUS,
        fill: ({ key }: Mark) => key.colour,
        stroke: "var(--card)",
        strokeWidth: 2,
      }),
      ...placeNames(marks, box, place).map(({ name, anchor, labelX, labelY }) =>
        plot.text([name], {
          frameAnchor: "top-left",
          textAnchor: anchor,
          lineAnchor: "middle",
          dx: labelX - box.marginLeft,
          dy: labelY - box.marginTop,
          text: (text: string) => text,
          fill: "currentColor",
          stroke: "var(--card)",
          strokeWidth: 5,
          fontWeight: 650,
        }),
      ),
    ],
  };
}

/** Both intervals of a target, with end strokes, without which two on one line would look like one. */
function intervalMarks(plot: typeof Plot, { key, latency, quality }: Mark): Plot.Markish[] {
  const line = { stroke: key.colour, strokeWidth: 2, strokeOpacity: 0.75 };
  const cap = { stroke: key.colour, r: 5, strokeWidth: 2 };
  return [
    ...(latency.ends === undefined
      ? []
      : [
          plot.ruleY([quality.value], { x1: latency.ends[0], x2: latency.ends[1], ...line }),
          plot.dot(latency.ends, { x: (end: number) => end, y: quality.value, symbol: UPRIGHT, ...cap }),
        ]),
    ...(quality.ends === undefined
      ? []
      : [
          plot.ruleX([latency.value], { y1: quality.ends[0], y2: quality.ends[1], ...line }),
          plot.dot(quality.ends, { x: latency.value, y: (end: number) => end, symbol: LEVEL, ...cap }),
        ]),
  ];
}

/** Names beside their marks, off all marks and lines. */
function placeNames(
  marks: readonly Mark[],
  box: typeof WIDE,
  place: (latency: number, quality: number) => { readonly x: number; readonly y: number },
) {
  const named = marks.map(({ key, latency, quality }) => ({
    ...place(latency.value, quality.value),
    name: shorten(key.target),
  }));
  const obstacles = marks.flatMap(({ latency, quality }) => {
    const { x, y } = place(latency.value, quality.value);
    const [left, right] = latency.ends ?? [latency.value, latency.value];
    const [low, high] = quality.ends ?? [quality.value, quality.value];
    return [
      { left: place(left, 0).x, right: place(right, 0).x, top: y - 2, bottom: y + 2 },
      { left: x - 2, right: x + 2, top: place(0, high).y, bottom: place(0, low).y },
    ];
  });
  return placeLabels(named, {
    left: box.marginLeft,
    right: box.width,
    top: box.marginTop - 12,
    bottom: box.height - box.marginBottom,
    fontSize: FONT_SIZE,
    radius: RADIUS,
    obstacles,
  });
}

/** A name that fits beside its mark: both its ends, as variants differ at the end. The text of the chart has it in full. */
function shorten(name: string): string {
  const letters = [...name];
  return letters.length <= MOST_LETTERS ? name : [...letters.slice(0, 17), "…", ...letters.slice(-12)].join("");
}

function stroked(path: CanvasPath, x: number, y: number): void {
  path.moveTo(-x, -y);
  path.lineTo(x, y);
}
