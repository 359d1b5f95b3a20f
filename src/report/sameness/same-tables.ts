import type { Comparison } from "../../sameness/comparison.ts";
import { describeChoice, describeRendering } from "../../sameness/describe-verdict.ts";
import type { RuntimeResult, SameResult, Spread } from "../../sameness/same-result.ts";
import { formatNumber } from "../format/format-number.ts";

/** A table as plain text, which each form of the report draws in its own way. */
export interface TextTable {
  readonly heads: readonly { readonly title: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
}

/** The runtimes side by side: what runs, what of it is right, how fast. */
export function runtimesTable({ runtimes }: SameResult): TextTable {
  const rows = runtimes.map((one) => [
    one.target.id,
    engineOf(one),
    one.target.quantisation ?? one.info?.quantisation ?? "-",
    one.facets === undefined ? "-" : `${one.facets.found}/${one.facets.expected}`,
    spreadText(one.speed?.ttftMs),
    spreadText(one.speed?.tokensPerSecond),
    nOf(one),
  ]);
  return {
    heads: [
      left("Runtime"),
      left("Engine"),
      left("Weights"),
      right("Facets"),
      right("First token ms"),
      right("Tokens/s"),
      right("n"),
    ],
    rows,
  };
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

/** Name and version of what runs the model. */
function engineOf({ target, info }: RuntimeResult): string {
  const version = info?.engineVersion === undefined ? "" : ` ${info.engineVersion}`;
  return `${target.engine}${version}`;
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
