import type * as Plot from "@observablehq/plot";
import type { PromptResult } from "../../bench/summary/scorecard.ts";
import { median } from "../../stats/centre.ts";
import { formatNumber } from "../format/format-number.ts";
import { type Chart, type ChartSource, drawChart, type Frame, type Pen } from "./chart.ts";

interface Square {
  readonly panel: string;
  readonly prompt: string;
  readonly letter: string;
  readonly text: string;
  /** Step of the colour scale, 0 to 4. */
  readonly step: number;
  readonly hue: "found" | "slow";
}

const FOUND = "facets found (%)";
const SLOW = "latency / fastest";
/** Rows that can be read at once; of more prompts, those where the targets differ most are drawn. */
const MOST_PROMPTS = 40;
/** Below this width in pixels a figure does not fit into its cell. */
const LEGIBLE_WIDTH = 20;
const NARROW_LETTERS = 5;
const FOUND_STEPS = [0.25, 0.5, 0.75, 1] as const;
const SLOW_STEPS = [1.1, 1.5, 2, 3] as const;

interface Drawing {
  readonly squares: readonly Square[];
  readonly panels: readonly string[];
  readonly letters: readonly string[];
  readonly prompts: readonly string[];
}

/** Prompt by target: how much was found, and how long it took beside the fastest. */
export function heatMap({ summary, keys, pen }: ChartSource): Chart | undefined {
  const byPrompt = new Map<string, { letter: string; result: PromptResult }[]>();
  for (const { target, prompts, status } of summary.scorecards) {
    const letter = keys.get(target.id)?.letter;
    if (letter === undefined || status === "failed") continue;
    for (const result of prompts)
      byPrompt.set(result.prompt, [...(byPrompt.get(result.prompt) ?? []), { letter, result }]);
  }
  const rows = [...byPrompt].map(([prompt, cells]) => rowOf(prompt, cells));
  const chosen = new Set(rows.toSorted((a, b) => b.contrast - a.contrast).slice(0, MOST_PROMPTS));
  const drawn = rows.filter((row) => chosen.has(row));
  const squares = drawn.flatMap((row) => row.squares);
  if (squares.length === 0) return undefined;
  const panels = [FOUND, SLOW].filter((panel) => squares.some((square) => square.panel === panel));
  const letters = [...new Set(squares.map((square) => square.letter))];
  const hardest = rows.toSorted((a, b) => a.found - b.found).slice(0, 3);
  return {
    id: "prompts",
    title: "Prompt by prompt",
    caption: [
      "Left: the share of this prompt's expected facets in each target's answers. Right: each target's median latency over that of the fastest on the same prompt.",
      ...(drawn.length < rows.length
        ? [`The ${drawn.length} of ${rows.length} prompts on which the targets differ most are drawn.`]
        : []),
    ],
    ...drawChart(
      pen,
      `Quality and relative latency of ${letters.length} targets on ${drawn.length} prompts. Least was found on ${hardest.map((row) => row.prompt).join(", ")}; every answer is listed further down.`,
      (frame) => layout(pen, frame, { squares, panels, letters, prompts: drawn.map((row) => row.prompt) }),
    ),
  };
}

function layout({ plot }: Pen, frame: Frame, { squares, panels, letters, prompts }: Drawing): Plot.PlotOptions {
  const marginLeft = frame.narrow ? 84 : 150;
  // Many targets side by side leave no room on a phone: the panels stand one below the other then.
  const stacked = frame.narrow && letters.length > NARROW_LETTERS;
  const columns = letters.length * (stacked ? 1 : panels.length);
  const facet = stacked ? { fy: "panel" } : { fx: "panel" };
  const place = { ...facet, x: "letter", y: "prompt" };
  const legible = (frame.width - marginLeft) / columns >= LEGIBLE_WIDTH;
  return {
    height: prompts.length * 24 * (stacked ? panels.length : 1) + 64,
    marginLeft,
    marginTop: 52,
    marginBottom: 8,
    marginRight: stacked ? 22 : 4,
    [stacked ? "fy" : "fx"]: { domain: panels, padding: 0.06, axis: null },
    x: { label: null, domain: letters, axis: "top", padding: 0.04, tickSize: 0 },
    y: {
      label: null,
      domain: prompts,
      padding: 0.06,
      tickSize: 0,
      tickFormat: (id: string) => shorten(id, frame.narrow ? 12 : 22),
    },
    color: { type: "identity" },
    marks: [
      stacked
        ? plot.axisFy({ anchor: "right", label: null, dx: 4, rotate: 90 })
        : plot.axisFx({ anchor: "top", label: null, dy: -20, fontWeight: 600 }),
      plot.cell(squares, { ...place, rx: 3, fill: (square: Square) => `var(--${square.hue}-${square.step})` }),
      !legible
        ? null
        : plot.text(squares, {
            ...place,
            text: "text",
            fill: (square: Square) => `var(--${square.hue}-text-${square.step})`,
          }),
    ],
  };
}

function rowOf(prompt: string, cells: readonly { readonly letter: string; readonly result: PromptResult }[]) {
  const latencies = cells.flatMap(({ letter, result }) => {
    const values = result.values.e2e ?? [];
    return values.length > 0 ? { letter, value: median(values) } : [];
  });
  const fastest = latencies.reduce((least, { value }) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const ratios = latencies.map(({ letter, value }) => ({ letter, value: fastest > 0 ? value / fastest : 1 }));
  const shares = cells.flatMap(({ letter, result: { facets } }) =>
    facets && facets.expected > 0 ? { letter, value: facets.found / facets.expected } : [],
  );
  const values = shares.map(({ value }) => value);
  return {
    prompt,
    found: values.length > 0 ? Math.min(...values) : 1,
    // Quality differences first; a ratio of 2 weighs a tenth of everything against nothing found.
    contrast:
      (values.length > 0 ? Math.max(...values) - Math.min(...values) : 0) +
      Math.max(0, ...ratios.map(({ value }) => value - 1)) / 10,
    squares: [
      ...shares.map(
        ({ letter, value }): Square => ({
          panel: FOUND,
          prompt,
          letter,
          hue: "found",
          text: formatNumber(value * 100, 0),
          step: stepOf(value, FOUND_STEPS),
        }),
      ),
      ...ratios.map(
        ({ letter, value }): Square => ({
          panel: SLOW,
          prompt,
          letter,
          hue: "slow",
          text: formatNumber(value, value < 9.95 ? 1 : 0),
          step: stepOf(value, SLOW_STEPS),
        }),
      ),
    ],
  };
}

function stepOf(value: number, steps: readonly number[]): number {
  return steps.filter((step) => value >= step).length;
}

function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
