import type { MetricId } from "../../bench/metrics/metrics.ts";
import { readValue } from "../../bench/summary/read-metric.ts";
import { timingDoubt } from "../../report/content/timing-doubt.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import type { ComparedModel, ModelComparison } from "../../workbench/bench/compare-models.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Two models side by side: their answers, then the table of the workshop with the difference between them. */
export function renderComparison(
  prompt: string,
  { models: sides, disturbances }: ModelComparison,
  terminal: Terminal,
): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  return [
    terminal.style("dim", wrapText(prompt, width).join("\n")),
    answersSideBySide(sides, width, terminal),
    [figures(sides, terminal), ...timingDoubt(disturbances).flatMap((doubt) => wrapText(doubt, width))].join("\n"),
    ...sides.flatMap(({ scorecard: { error, target } }) =>
      error === undefined
        ? []
        : [`${terminal.style("red", "failed")} ${target.id}: ${error.message}`, `  hint: ${error.hint ?? "-"}`],
    ),
  ].join("\n\n");
}

function answersSideBySide(
  [slm, llm]: readonly [ComparedModel, ComparedModel],
  width: number,
  terminal: Terminal,
): string {
  const half = Math.floor((width - 3) / 2);
  const left = wrapText(slm.answer ?? "(no answer)", half);
  const right = wrapText(llm.answer ?? "(no answer)", half);
  const heads = [slm, llm].map(({ scorecard }) => terminal.style("bold", scorecard.target.id.padEnd(half)));
  const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    return `${(left[i] ?? "").padEnd(half)} │ ${right[i] ?? ""}`.trimEnd();
  });
  return [heads.join(" │ ").trimEnd(), ...lines].join("\n");
}

function figures([slm, llm]: readonly [ComparedModel, ComparedModel], terminal: Terminal): string {
  const row = (label: string, read: (side: ComparedModel) => number | undefined, show: (value: number) => string) => {
    const [a, b] = [read(slm), read(llm)];
    const difference = a === undefined || b === undefined || a === 0 ? "" : `${(b / a).toFixed(2)}x`;
    return [label, a === undefined ? "-" : show(a), b === undefined ? "-" : show(b), difference];
  };
  const ms = (value: number) => formatQuantity(value, "ms");
  const cold =
    slm.coldFile && llm.coldFile ? "Latency (cold: load from disk + first answer)" : "Latency (load + first answer)";
  const cost = slm.costPerThousand ?? llm.costPerThousand;
  const counts = [...new Set([slm, llm].flatMap(({ warm }) => warm?.n ?? []))].sort((a, b) => a - b);
  const ofWarm = counts.length === 0 ? "" : ` (median of ${counts.join(" and ")} warm)`;
  const table = createPlainTable(
    [
      { title: "", align: "left" },
      { title: slm.scorecard.target.id, align: "right" },
      { title: llm.scorecard.target.id, align: "right" },
      { title: "second / first", align: "right" },
    ],
    [
      row(cold, ({ coldMs }) => coldMs, ms),
      row(`Latency${ofWarm}`, ({ warm }) => warm?.latencyMs, ms),
      row(`First token${ofWarm}`, ({ warm }) => warm?.firstTokenMs, ms),
      row(
        `Decode rate${ofWarm}`,
        ({ warm }) => warm?.tokensPerSecond,
        (value) => formatQuantity(value, "tokens/s"),
      ),
      row("Output tokens (answer shown)", ({ outputTokens }) => outputTokens, String),
      row("Memory (peak resident)", totalOf("memory-resident"), (value) => formatQuantity(value, "bytes")),
      row(
        "Adherence to context",
        ({ adherence }) => adherence,
        (value) => `${(value * 100).toFixed(0)}%`,
      ),
      row(
        "Local cost per 1,000 answers",
        ({ costPerThousand }) => costPerThousand?.amount,
        (value) => {
          return `${value.toPrecision(3)} ${cost?.currency ?? ""}`;
        },
      ),
    ],
    terminal,
  );
  return cost === undefined ? table : `${table}\n${terminal.style("dim", `cost: ${cost.source}`)}`;
}

function totalOf(metric: MetricId) {
  return ({ scorecard }: ComparedModel) => readValue(scorecard, metric);
}
