import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { OutputRates } from "./output-rates.ts";

/** One model in the workshop's JSON; times are seconds, unrounded. */
export type WorkshopRow = WorkshopResult | WorkshopFailure;

export interface WorkshopResult {
  readonly alias: string;
  readonly model: string;
  readonly status: "ok" | "partial";
  readonly rounds: number;
  readonly latency_avg: number;
  /** Type 7, so never above the slowest request. */
  readonly latency_p95: number;
  /** Output tokens only; null when their number is unknown. */
  readonly tokens_per_sec_avg: number | null;
  /** Present when the requests were streamed. */
  readonly first_token_latency_avg?: number | undefined;
  /** The first 160 characters of the last answer, on one line. */
  readonly sample: string;
}

export interface WorkshopFailure {
  readonly alias: string;
  readonly model: string;
  readonly status: "failed";
  readonly rounds: number;
  readonly error: string;
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
}

const SAMPLE_CHARACTERS = 160;

/** The rows that the workshop's benchmark prints, with the failed models among them. */
export function toWorkshopRows(summary: RunSummary, rates: ReadonlyMap<string, OutputRates>): readonly WorkshopRow[] {
  const { rounds } = summary.run.plan;
  return summary.scorecards.map((card) => {
    const { id, alias } = card.target;
    const e2e = card.metrics.e2e;
    if (card.status === "failed" || e2e?.type !== "distribution") {
      const { message = "no request succeeded", code, hint } = card.error ?? {};
      return { alias, model: id, status: "failed", rounds, error: message, code, hint };
    }
    const rate = rates.get(id);
    const firstToken = firstTokenMs(card);
    return {
      alias,
      model: id,
      status: card.status,
      rounds,
      latency_avg: e2e.mean.value / 1000,
      latency_p95: e2e.p95.value / 1000,
      tokens_per_sec_avg: rate?.outputTokensPerSecond ?? null,
      ...(firstToken !== undefined && { first_token_latency_avg: firstToken / 1000 }),
      sample: oneLine(rate?.text ?? ""),
    };
  });
}

function firstTokenMs({ metrics }: Scorecard): number | undefined {
  return metrics.ttft?.type === "distribution" ? metrics.ttft.mean.value : undefined;
}

/** Whole characters only: a pair cut in half would be no text. */
function oneLine(text: string): string {
  return [...text.replace(/\s+/g, " ").trim()].slice(0, SAMPLE_CHARACTERS).join("");
}
