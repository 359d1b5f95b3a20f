import { e2e, ttft } from "../../bench/metrics/latency.ts";
import { decodeRate } from "../../bench/metrics/pace.ts";
import { latencyOutliers, typicalLatency } from "../../bench/summary/relative-latency.ts";
import type { Sample } from "../../core/sample.ts";

/** One successful request, as charts need it. */
export interface RunPoint {
  readonly target: string;
  readonly prompt: string;
  readonly timed: boolean;
  /** Time into the run in ms; pauses between the sessions of a resumed run are left out. */
  readonly atMs: number;
  readonly e2eMs: number;
  readonly ttftMs: number | undefined;
  readonly tokensPerSecond: number | undefined;
  /** Latency over the median of the same target and prompt: 1 is typical. Absent when there is no timed request to compare with. */
  readonly relative: number | undefined;
  /** Flagged by robust z over the target's relative latencies, as the summary counts them. */
  readonly outlier: boolean;
}

/** Requests in flight may be written a little out of order; a fall of more is a new process's clock. */
const CLOCK_FALL_MS = 1000;

type RawPoint = Omit<RunPoint, "relative" | "outlier">;

export interface PointCollector {
  /** Takes the next sample in the journal's order. */
  add(sample: Sample): void;
  points(): readonly RunPoint[];
}

/** Collects a run's points in one pass, so that no sample need stay in memory. */
export function createPointCollector(): PointCollector {
  const raw: RawPoint[] = [];
  let sessionStartMs = 0;
  let latestMs = 0;
  return {
    add(sample) {
      const { sentMs, endMs } = sample.timeline;
      // Every process counts from its own start: time that falls back means that the run was resumed.
      if (sessionStartMs + endMs < latestMs - CLOCK_FALL_MS) sessionStartMs = latestMs;
      latestMs = Math.max(latestMs, sessionStartMs + endMs);
      const e2eMs = e2e.values(sample)[0];
      if (sample.status !== "ok" || e2eMs === undefined) return;
      raw.push({
        target: sample.target,
        prompt: sample.prompt,
        timed: sample.phase === "timed",
        atMs: sessionStartMs + sentMs,
        e2eMs,
        ttftMs: ttft.values(sample)[0],
        tokensPerSecond: decodeRate.values(sample)[0],
      });
    },
    points: () => [...Map.groupBy(raw, (point) => point.target).values()].flatMap(relate),
  };
}

function relate(points: readonly RawPoint[]): RunPoint[] {
  const timed = points.filter((point) => point.timed);
  const typical = typicalLatency(timed);
  const flagged = new Set(latencyOutliers(timed).map((index) => timed[index]));
  return points.map((point) => {
    const typicalMs = typical.get(point.prompt);
    const relative = typicalMs === undefined || typicalMs === 0 ? undefined : point.e2eMs / typicalMs;
    return { ...point, relative, outlier: flagged.has(point) };
  });
}
