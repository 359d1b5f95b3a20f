import { median } from "../src/stats/centre.ts";
import type { SeenAnswer } from "./ask-stream.ts";

/** What one contestant showed in one round. */
export interface Figures {
  /** Tokens of all answers over the time from the first request to the last token. */
  readonly rate: number;
  /** Tokens per second of one answer after its first. */
  readonly decode: number;
  /** Prompt tokens computed per second until the first token; absent where nearly all came from a cache. */
  readonly prefill: number | undefined;
  readonly ttftP50: number;
  readonly ttftP99: number;
  readonly cached: number;
  /** Megabytes of all processes after the round. */
  readonly memory: number;
}

/** The figures of each round, of two contestants that took turns. */
export interface Rounds {
  readonly ours: readonly Figures[];
  readonly theirs: readonly Figures[];
}

export interface RoundLimits {
  readonly rounds: number;
  /** A round that would end later is not begun; one is always done. */
  readonly limitMs: number;
}

const columns: Readonly<Record<keyof Figures, string>> = {
  rate: "all, tokens/s",
  decode: "decode, tokens/s",
  prefill: "prefill, tokens/s",
  ttftP50: "first token p50, ms",
  ttftP99: "p99, ms",
  cached: "cached tokens",
  memory: "memory, MB",
};

/** Fewer computed tokens of a prompt than this tell nothing of the speed of many. */
const fewTokens = 32;

/** Lets both take turns, who is first changing from round to round, so that a busy machine slows both. */
export async function takeTurns(
  measure: (who: keyof Rounds) => Promise<Figures>,
  { rounds, limitMs }: RoundLimits,
): Promise<Rounds> {
  const seen = { ours: [] as Figures[], theirs: [] as Figures[] };
  const startMs = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && ((performance.now() - startMs) / round) * (round + 1) > limitMs) break;
    for (const who of round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const))
      seen[who].push(await measure(who));
  }
  return seen;
}

/** Figures of answers to requests that were sent together, or one after the other. */
export function toFigures(answers: readonly SeenAnswer[], tookMs: number, memory: number): Figures {
  const sum = (read: (answer: SeenAnswer) => number) => answers.reduce((total, answer) => total + read(answer), 0);
  const ttfts = answers.map(({ ttftMs }) => ttftMs).sort((a, b) => a - b);
  const computed = sum(({ promptTokens, cachedTokens }) => promptTokens - cachedTokens);
  return {
    rate: (sum(({ completionTokens }) => completionTokens) / tookMs) * 1000,
    decode: (sum((answer) => answer.completionTokens - 1) / sum((answer) => answer.endMs - answer.ttftMs)) * 1000,
    prefill: computed < fewTokens * answers.length ? undefined : (computed / sum(({ ttftMs }) => ttftMs)) * 1000,
    ttftP50: median(ttfts),
    ttftP99: ttfts[Math.ceil(ttfts.length * 0.99) - 1] ?? Number.NaN,
    cached: sum(({ cachedTokens }) => cachedTokens),
    memory,
  };
}

/** The first lines of a table in Markdown. */
export function tableHead(): string {
  const names = ["requests", ...Object.values(columns), "rounds"];
  return `| ${names.join(" | ")} |\n|${" --- |".repeat(names.length)}`;
}

/** A line of the table: medians of ours / theirs, and the median of the ratios within a round. */
export function tableRow(name: string, { ours, theirs }: Rounds): string {
  const cells = (Object.keys(columns) as (keyof Figures)[]).map((key) => {
    const pairs = ours.map((figures, round) => [figures[key], theirs[round]?.[key]] as const);
    const own = middle(pairs.map(([value]) => value));
    const other = middle(pairs.map(([, value]) => value));
    const ratio = middle(pairs.map(([a, b]) => (a === undefined || !b ? undefined : a / b)));
    return `${own?.toFixed(0) ?? "-"} / ${other?.toFixed(0) ?? "-"}${ratio === undefined ? "" : ` (${ratio.toFixed(2)})`}`;
  });
  return `| ${[name, ...cells, ours.length].join(" | ")} |`;
}

function middle(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : median(known);
}
