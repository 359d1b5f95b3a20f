import type * as Plot from "@observablehq/plot";
import { describeDrift, isDrifting } from "../../bench/summary/drift.ts";
import type { Drift } from "../../bench/summary/scorecard.ts";
import type { TargetKey } from "../content/target-keys.ts";
import { type Chart, type ChartSource, drawChart, type Frame, type Pen } from "./chart.ts";
import type { RunPoint } from "./run-points.ts";
import { thinningNote, thinPoints } from "./thin-points.ts";

/** Beyond this ratio of slowest to fastest, a linear axis would press most points onto one line. */
const LOG_RATIO = 8;

interface Row {
  readonly key: TargetKey;
  readonly drift: Drift;
  readonly points: readonly (RunPoint & { readonly relative: number })[];
}

/** Latency over the time of the run, of the targets that became slower or faster; absent where none did. */
export function timelineChart({ summary, points, keys, pen }: ChartSource): Chart | undefined {
  const byTarget = Map.groupBy(points, (point) => point.target);
  const rows = summary.scorecards.flatMap(({ target, drift }): Row | [] => {
    const key = keys.get(target.id);
    const own = (byTarget.get(target.id) ?? []).flatMap((point) =>
      point.relative === undefined || !point.timed ? [] : { ...point, relative: point.relative },
    );
    return key && isDrifting(drift) && own.length > 0 ? { key, drift, points: own } : [];
  });
  if (rows.length === 0) return undefined;
  const largest = rows.reduce((most, row) => (row.points.length > most.points.length ? row : most));
  const note = thinningNote(thinPoints(largest.points, Math.floor(2000 / rows.length)));
  return {
    id: "timeline",
    title: "Latency over the run",
    caption: [
      "Latency of each request over the median of its prompt, so that long and short answers can be compared: 1 is typical. The line is a running median.",
      "Only targets whose latency changed beyond chance are drawn. Ringed: outlier by robust z, kept in every figure.",
      ...(note === undefined ? [] : [note.replace("requests are", `requests of ${largest.key.letter} are`)]),
    ],
    ...drawChart(
      pen,
      `Relative latency over the time of the run. ${rows.map(({ key, drift }) => `${key.target}: ${describeDrift(drift) ?? ""}`).join("; ")}.`,
      (frame) => layout(pen, frame, rows),
    ),
  };
}

function layout({ plot }: Pen, frame: Frame, rows: readonly Row[]): Plot.PlotOptions {
  const each = Math.floor(frame.pointLimit / rows.length);
  const times = rows.flatMap((row) => row.points.map((point) => point.atMs));
  const start = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const end = times.reduce((a, b) => Math.max(a, b), 0);
  const minutes = end >= 180_000;
  const x = (point: RunPoint) => point.atMs / (minutes ? 60_000 : 1000);
  const radius = frame.narrow ? 2.2 : 2.8;
  const relatives = rows.flatMap((row) => row.points.map((point) => point.relative));
  return {
    height: rows.length * 140 + 48,
    marginLeft: frame.narrow ? 32 : 40,
    marginRight: 12,
    marginTop: 4,
    marginBottom: 42,
    x: {
      label: `time into the run (${minutes ? "min" : "s"})`,
      domain: [start, end].map((ms) => ms / (minutes ? 60_000 : 1000)),
      ticks: frame.narrow ? 4 : 8,
      nice: true,
    },
    y: { label: null, grid: true, insetTop: 22, ticks: 3, nice: true, ...around1(relatives) },
    fy: { axis: null, domain: rows.map((row) => row.key.letter), padding: 0.08 },
    marks: [
      plot.ruleY([1], { stroke: "currentColor", strokeOpacity: 0.45, strokeDasharray: "3 3" }),
      ...rows.flatMap(({ key, drift, points }) => {
        const fy = () => key.letter;
        const { drawn } = thinPoints(points, each, (point) => point.outlier);
        const flagged = drawn.filter((point) => point.outlier);
        const k = Math.min(Math.max(5, Math.round(drawn.length / 12)), Math.max(1, drawn.length));
        return [
          plot.dot(drawn, { fy, x, y: "relative", r: radius, symbol: key.symbol, fill: key.colour, fillOpacity: 0.55 }),
          plot.dot(flagged, { fy, x, y: "relative", r: radius + 3, stroke: "var(--bad)", strokeWidth: 1.8 }),
          plot.line(
            drawn,
            plot.windowY({ k, reduce: "median" }, { fy, x, y: "relative", stroke: "currentColor", strokeWidth: 1.6 }),
          ),
          plot.text([`${key.letter}  ${key.target}${frame.narrow ? "" : `    ${shortDrift(drift)}`}`], {
            fy,
            frameAnchor: "top-left",
            dx: 2,
            dy: 2,
            text: (text: string) => text,
            fill: "currentColor",
            fontWeight: 600,
            textOverflow: "ellipsis",
            lineWidth: frame.narrow ? 24 : 52,
          }),
        ];
      }),
    ],
  };
}

/** An axis of relative latencies: always around 1, and no wider than they are. */
function around1(relatives: readonly number[]): Plot.ScaleOptions {
  const least = relatives.reduce((a, b) => Math.min(a, b), 0.9);
  const most = relatives.reduce((a, b) => Math.max(a, b), 1.1);
  return most / least > LOG_RATIO
    ? { type: "log", domain: [least, most], tickFormat: "~g" }
    : { domain: [least, most] };
}

/** As much of it as fits beside a name. */
function shortDrift({ lastOverFirst, n }: Drift): string {
  const percent = Math.round((lastOverFirst - 1) * 100);
  return `last third ${percent > 0 ? "+" : ""}${percent}% (n=${n})`;
}
