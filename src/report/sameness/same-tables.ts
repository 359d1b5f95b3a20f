import { describeBusy } from "../../bench/summary/busy-machine.ts";
import type { Comparison } from "../../sameness/comparison.ts";
import { describeChoice, describeRendering } from "../../sameness/describe-verdict.ts";
import type { RuntimeResult, SameResult, Spread } from "../../sameness/same-result.ts";
import { timingDoubt } from "../content/timing-doubt.ts";
import { formatNumber } from "../format/format-number.ts";

/** A table as plain text, which each form of the report draws in its own way. */
export interface TextTable {
  readonly heads: readonly { readonly title: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
}

/** The runtimes side by side: what runs, what of it is right, how fast. What none of them has is left out. */
export function runtimesTable({ runtimes }: SameResult): TextTable {
  const columns = [
    { ...left("Runtime"), read: ({ target }: RuntimeResult) => target.id },
    { ...left("Engine"), read: ({ target }: RuntimeResult) => target.engine },
    { ...left("Weights"), read: ({ target, info }: RuntimeResult) => target.quantisation ?? info?.quantisation ?? "-" },
    { ...right("Facets"), read: facetsText },
    { ...right("First token ms"), read: ({ speed }: RuntimeResult) => spreadText(speed?.ttftMs) },
    { ...right("Tokens/s"), read: ({ speed }: RuntimeResult) => spreadText(speed?.tokensPerSecond) },
    { ...right("n"), read: nOf },
  ].filter(({ read }) => runtimes.some((one) => read(one) !== "-"));
  return { heads: columns, rows: runtimes.map((one) => columns.map(({ read }) => read(one))) };
}

/** Engines with their versions: `gguf 0.5.0, onnx 1.30.0`. */
export function listEngines({ runtimes }: SameResult): string {
  const named = runtimes.map(({ target, info }) => [target.engine, info?.engineVersion].filter(Boolean).join(" "));
  return [...new Set(named)].join(", ");
}

/** One line per prompt: where prompts and answers part, and what each runtime thought there. */
export function promptsTable({ prompts }: Comparison): TextTable {
  const rows = prompts.map(({ prompt, rendering, answers, scores }) => {
    const { divergence } = answers;
    return [
      prompt,
      describeRendering(rendering),
      divergence === undefined ? "identical" : divergence.token === undefined ? "differ" : String(divergence.token),
      divergence === undefined ? "" : describeChoice(divergence.ours),
      divergence === undefined ? "" : describeChoice(divergence.theirs),
      scores === undefined ? "-" : formatNumber(scores.noise, 3),
    ];
  });
  return {
    heads: [
      left("Prompt"),
      left("Rendered"),
      right("Parts at token"),
      left("Reference"),
      left("Here"),
      right("Noise (nats)"),
    ],
    rows,
  };
}

/** What the figures of speed are. */
export function speedNote({ runtimes, machine }: SameResult): string {
  if (runtimes.every(({ speed }) => speed === undefined)) return "Speed was not measured.";
  const busy = describeBusy(machine);
  const doubt = timingDoubt(busy === undefined ? [] : [busy]);
  return ["Speed: median and quartiles of n requests, made in turns.", ...doubt].join(" ");
}

function facetsText({ facets }: RuntimeResult): string {
  return facets === undefined ? "-" : `${facets.found}/${facets.expected}`;
}

function spreadText(spread: Spread | undefined): string {
  if (spread === undefined) return "-";
  const [median, low, high] = [spread.median, spread.low, spread.high].map((value) => formatNumber(value));
  return `${median} [${low}, ${high}]`;
}

function nOf({ speed }: RuntimeResult): string {
  const n = speed?.ttftMs?.n ?? speed?.tokensPerSecond?.n;
  return n === undefined ? "-" : String(n);
}

function left(title: string): TextTable["heads"][number] {
  return { title, align: "left" };
}

function right(title: string): TextTable["heads"][number] {
  return { title, align: "right" };
}
