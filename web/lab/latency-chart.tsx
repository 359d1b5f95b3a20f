import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { CHART_VIEWS, type ChartLine, type ChartView } from "./chart-data.ts";

const HEIGHT = 320;

export interface LatencyChartProps {
  readonly view: ChartView;
  readonly lines: readonly ChartLine[];
}

/** Draws the lines on a canvas. For who cannot see it, the table beside it says the same. */
export function LatencyChart({ view, lines }: LatencyChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const shape = `${view} ${lines.map(({ side, isEarlier }) => `${side}${isEarlier ? "e" : ""}`).join(" ")}`;
  const data = align(lines);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(view, lines, element), data, element);
    };
    draw();
    const sizes = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    sizes.observe(element);
    // Colours are read as the chart is made, so that another scheme takes another chart.
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", draw);
    return () => {
      sizes.disconnect();
      scheme.removeEventListener("change", draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data), [data]);
  const { title, says } = CHART_VIEWS[view];
  return (
    <div
      class="lab-chart"
      ref={frame}
      role="img"
      aria-label={`${title} of both models over time. ${says} The table of figures has the values.`}
    />
  );
}

function align(lines: readonly ChartLine[]): uPlot.AlignedData {
  if (lines.length === 0) return [[]];
  return uPlot.join(lines.map(({ x, y }) => [[...x], [...y]]));
}

function options(view: ChartView, lines: readonly ChartLine[], element: HTMLElement): uPlot.Options {
  const { x, y } = CHART_VIEWS[view];
  const colour = (name: string) => readColour(element, name);
  const axis = {
    stroke: colour("--muted"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 },
  };
  const isByAnswer = view === "first-token";
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: {
      x: {
        time: false,
        range: (_, __, most) => (isByAnswer ? [0.5, Math.max(1.5, (most ?? 1) + 0.5)] : [0, Math.max(0.1, most ?? 1)]),
      },
      y: { range: (_, __, most) => [0, Math.max(1, (most ?? 1) * 1.08)] },
    },
    axes: [
      { ...axis, label: x, labelSize: 22, size: 34, ...(isByAnswer && { incrs: [1, 2, 5, 10, 20, 50, 100] }) },
      { ...axis, label: y, labelSize: 22, size: 52 },
    ],
    series: [{}, ...lines.map((line) => toSeries(line, view, colour(`--target-${line.side}`)))],
  };
}

/** The second side is dashed, so that colour alone tells nothing. */
function toSeries({ side, isEarlier }: ChartLine, view: ChartView, stroke: string): uPlot.Series {
  const isDots = view === "first-token" || view === "gaps";
  return {
    stroke,
    width: isEarlier ? 1 : 2,
    alpha: isEarlier ? 0.3 : 1,
    spanGaps: true,
    ...(side === 1 && { dash: [7, 4] }),
    points: { show: isDots && !isEarlier, size: view === "gaps" ? 4 : 8, ...(side === 0 && { fill: stroke }) },
  };
}

/** A colour of the style sheet as a canvas takes it: names and schemes resolved. */
function readColour(element: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
