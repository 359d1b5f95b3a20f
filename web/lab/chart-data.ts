import { ttft } from "../../src/bench/metrics/latency.ts";
import { isSameArrival } from "../../src/bench/metrics/spans.ts";
import type { Deltas } from "../../src/core/sample.ts";
import type { LabSample } from "./session.ts";

/** What the chart shows of each answer. */
export const CHART_VIEWS = {
  progress: {
    title: "Progress",
    x: "seconds after sending",
    y: "tokens",
    says: "Where a line begins is the first token, its slope is the rate, a flat part is a stall.",
  },
  gaps: {
    title: "Token gaps",
    x: "seconds after sending",
    y: "ms",
    says: "Time between two arrivals: even is smooth to read, a peak is a stall.",
  },
  rate: {
    title: "Rate",
    x: "seconds after sending",
    y: "tokens/s",
    says: "Tokens after the first one over the time since then, as the answer grows.",
  },
  "first-token": {
    title: "First token",
    x: "answer",
    y: "ms",
    says: "From sending a request to its first token, answer by answer.",
  },
} as const;

export type ChartView = keyof typeof CHART_VIEWS;

/** One line of the chart. */
export interface ChartLine {
  readonly side: 0 | 1;
  /** An earlier answer stands back behind the latest one. */
  readonly isEarlier: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The answers of one side, oldest first; the last one may still be under way. */
export interface SideAnswers {
  readonly side: 0 | 1;
  readonly answers: readonly Deltas[];
  /** All that may be compared, for what is shown answer by answer. */
  readonly samples: readonly LabSample[];
}

/** More lines than these only cover each other. */
const MOST_EARLIER = 5;

/** The lines of a view for the sides that are shown. */
export function readLines(view: ChartView, sides: readonly SideAnswers[]): readonly ChartLine[] {
  return sides.flatMap(({ side, answers, samples }): readonly ChartLine[] => {
    if (view === "first-token") return [{ side, isEarlier: false, ...firstTokens(samples) }];
    const shown = answers.slice(-1 - MOST_EARLIER);
    return shown.map((deltas, index) => ({ side, isEarlier: index < shown.length - 1, ...LINES[view](deltas) }));
  });
}

interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const LINES: Readonly<Record<Exclude<ChartView, "first-token">, (deltas: Deltas) => Points>> = {
  progress: (deltas) => toPoints(arrivals(deltas).map(({ atMs, tokens }) => [atMs / 1000, tokens])),
  gaps: (deltas) => {
    const all = arrivals(deltas);
    return toPoints(all.slice(1).map(({ atMs }, index) => [atMs / 1000, atMs - (all[index]?.atMs ?? atMs)]));
  },
  rate: (deltas) => {
    const [first, ...rest] = arrivals(deltas);
    if (first === undefined) return { x: [], y: [] };
    return toPoints(
      rest.map(({ atMs, tokens }) => [atMs / 1000, ((tokens - first.tokens) / (atMs - first.atMs)) * 1000]),
    );
  },
};

/** When text arrived, and all tokens by then. What came in one read is one arrival; a text that nobody counted is one token. */
function arrivals(deltas: Deltas): readonly { readonly atMs: number; readonly tokens: number }[] {
  const all: { atMs: number; tokens: number }[] = [];
  let tokens = 0;
  for (const [index, atMs] of deltas.atMs.entries()) {
    tokens += deltas.tokens[index] ?? 1;
    const last = all.at(-1);
    if (last !== undefined && isSameArrival(deltas, index)) last.tokens = tokens;
    else all.push({ atMs, tokens });
  }
  return all;
}

function firstTokens(samples: readonly LabSample[]): Points {
  return toPoints(samples.flatMap((sample, index) => ttft.values(sample).map((ms) => [index + 1, ms] as const)));
}

function toPoints(pairs: readonly (readonly [number, number])[]): Points {
  return { x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y) };
}
