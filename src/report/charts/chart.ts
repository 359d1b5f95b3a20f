import type * as Plot from "@observablehq/plot";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import type { TargetKey } from "../content/target-keys.ts";
import type { RunPoint } from "./run-points.ts";

/** One drawn chart, in a form for screens and one for phones. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** Note on how to read it, and what it leaves out. */
  readonly caption: readonly string[];
  readonly wide: string;
  readonly narrow: string;
}

/** The data that charts are drawn from, and the means to draw them. */
export interface ChartSource {
  readonly summary: RunSummary;
  readonly recommendation: Recommendation | undefined;
  readonly points: readonly RunPoint[];
  readonly keys: ReadonlyMap<string, TargetKey>;
  readonly pen: Pen;
}

/** The chart library and the document it draws in. */
export interface Pen {
  readonly plot: typeof Plot;
  readonly document: Document;
}

/** Surroundings of a chart: document and size. */
export interface Frame {
  readonly width: number;
  readonly narrow: boolean;
  readonly fontSize: number;
  /** Most points that it takes before it is neither readable nor light. */
  readonly pointLimit: number;
}

const WIDE: Frame = { width: 760, narrow: false, fontSize: 12.5, pointLimit: 2000 };
const NARROW: Frame = { width: 350, narrow: true, fontSize: 12, pointLimit: 700 };

/** Draws a chart in both frames. `label` says in words what a reader who does not see it must know. */
export function drawChart(
  pen: Pen,
  label: string,
  options: (frame: Frame) => Plot.PlotOptions,
): Pick<Chart, "wide" | "narrow"> {
  const draw = (frame: Frame) => {
    const svg = drawSvg(pen, label, { width: frame.width, ...options(frame) });
    // No style attribute: a page whose policy forbids inline styles shows the picture too.
    svg.setAttribute("font-size", `${frame.fontSize}px`);
    return svg.outerHTML;
  };
  return { wide: draw(WIDE), narrow: draw(NARROW) };
}

/** Draws with the library; of its own rules for the page nothing is kept. */
function drawSvg({ plot, document }: Pen, label: string, options: Plot.PlotOptions): Element {
  const svg = plot.plot({ ...options, document, className: "plot" });
  svg.querySelector("style")?.remove();
  // Names on the parts of a picture are read by nobody, as the picture has its own.
  for (const part of svg.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  for (const part of svg.querySelectorAll("*")) roundAttributes(part);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  return svg;
}

/** A hundredth of a pixel is enough, and a chart of two thousand points half as long. */
function roundAttributes(part: Element): void {
  for (const { name, value } of [...part.attributes])
    if (/\d\.\d{3}/.test(value)) part.setAttribute(name, value.replace(/(\d\.\d\d)\d+/g, "$1"));
}
