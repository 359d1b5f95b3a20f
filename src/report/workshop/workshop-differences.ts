import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { SampleInput } from "../content/report-input.ts";
import { type OutputRates, outputRates } from "./output-rates.ts";

/** Lists, one sentence each, where the workshop form's figures differ from those of the workshop's own script. */
export async function explainWorkshopForm({ summary, samples }: SampleInput): Promise<readonly string[]> {
  return workshopDifferences(summary, await outputRates(samples));
}

/** Lists how these figures differ from those of the workshop's own script, with the rates that it would have printed. */
export function workshopDifferences(summary: RunSummary, rates: ReadonlyMap<string, OutputRates>): readonly string[] {
  const { plan } = summary.run;
  const lines = [
    `tokens_per_sec_avg counts output tokens only; the workshop divides prompt and output tokens by the latency${workshopRates(rates)}.`,
    "latency_p95 interpolates between the measured values (type 7, NumPy's default); without NumPy the workshop's can exceed its own slowest request.",
  ];
  if (plan.request.stream)
    lines.push(
      "first_token_latency_avg is taken from the timed requests themselves; the workshop sends an extra, shorter request for it.",
    );
  if (plan.prompts.prompts.length > 1)
    lines.push(
      `averages run over ${plan.prompts.prompts.length} prompts with ${plan.rounds} rounds each; the workshop repeats one prompt.`,
    );
  if (plan.order === "interleaved") lines.push("models take turns; the workshop finishes one after the other.");
  if (summary.scorecards.some((card) => card.status === "failed"))
    lines.push("models that failed have a row with status and error; the workshop leaves them out.");
  return lines;
}

function workshopRates(rates: ReadonlyMap<string, OutputRates>): string {
  const known = [...rates].flatMap(([target, { totalTokensPerSecond }]) =>
    totalTokensPerSecond === undefined ? [] : `${target} ${totalTokensPerSecond.toFixed(1)}`,
  );
  return known.length === 0 ? "" : ` (it would say: ${known.join(", ")})`;
}
