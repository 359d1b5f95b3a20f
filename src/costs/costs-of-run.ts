import { readValue } from "../bench/summary/read-metric.ts";
import type { EnergyOrigin, RunSummary, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";
import type { HostedPrice, Load, Pricing, Rates } from "../core/rates.ts";
import { nameOfHosted } from "../rates/price-table.ts";
import { runsHere } from "../rates/target-rates.ts";
import { compareHosted, type HostedComparison } from "./compare-hosted.ts";
import { type LoadCosts, loadOnMachine } from "./load-costs.ts";
import { answersPerDay, machineCosts } from "./machine-costs.ts";
import { meanOverPrompts } from "./mean-over-prompts.ts";

/** What the answers of a run cost, here and elsewhere. All sums are in one currency; what is unknown is absent. */
export interface RunCosts {
  readonly run: string;
  /** Absent where nothing has a price. */
  readonly currency?: string | undefined;
  readonly rates: Rates;
  /** Why no time of the run can be trusted, and so nothing that rests on time, a clause each; empty where it can. */
  readonly disturbances: readonly string[];
  readonly targets: readonly TargetCosts[];
}

export interface TargetCosts {
  readonly target: string;
  /** Joules per answer, with where they come from. */
  readonly energy?:
    | { readonly perAnswerJoules: Estimate; readonly perThousandWh: number; readonly origin: EnergyOrigin }
    | undefined;
  readonly whyNoEnergy?: string | undefined;
  /** In the currency, at full use of the machine where it is one of ours. */
  readonly cost?: { readonly perAnswer: Estimate; readonly perThousand: number } | undefined;
  readonly whyNoCost?: string | undefined;
  readonly pricing: Pricing;
  /** Answers that ended at the token limit, of all: they would have taken more. */
  readonly capped: { readonly answers: number; readonly of: number };
  /** Mean tokens of a request, as the model's own vocabulary has them. */
  readonly tokens?: { readonly input: number; readonly output: number } | undefined;
  /** Answers of a day, one after the other; absent of models elsewhere. */
  readonly answersPerDay?: number | undefined;
  /** At the stated load; absent of models elsewhere, and where something that it rests on is unknown. */
  readonly load?: LoadCosts | undefined;
  /** The same tokens at the prices of hosted models. */
  readonly hosted: readonly HostedComparison[];
  /** The workshop's heuristic with an energy heuristic of 1; its unit is not money. */
  readonly workshopHeuristic?: number | undefined;
}

export interface CostsOptions {
  /** Hosted models to compare with. */
  readonly hosted: readonly HostedPrice[];
  readonly load?: Load | undefined;
}

/** Computes the costs of a run from its summary: nothing is measured, and nothing assumed that nobody stated. */
export function costsOfRun(summary: RunSummary, { hosted, load }: CostsOptions): RunCosts {
  const { rates = {} } = summary.run;
  const currency = rates.currency ?? pricedCurrency(summary) ?? hosted[0]?.currency;
  return {
    run: summary.run.id,
    ...(currency !== undefined && { currency }),
    rates: { ...rates, hosted, ...(load !== undefined && { load }) },
    disturbances: [...new Set([summary, ...summary.scorecards].flatMap(({ disturbances }) => disturbances))],
    targets: summary.scorecards.map((card) => costsOfTarget(card, { rates: { ...rates, currency }, hosted, load })),
  };
}

function pricedCurrency({ scorecards }: RunSummary): string | undefined {
  return scorecards.flatMap(({ pricing }) => (pricing.type === "unknown" ? [] : pricing.currency))[0];
}

function costsOfTarget(
  card: Scorecard,
  { rates, hosted, load }: CostsOptions & { readonly rates: Rates },
): TargetCosts {
  const { target, pricing, energy: origin } = card;
  const joules = meanOverPrompts(card, ({ values }) => values.energy);
  const cost = meanOverPrompts(card, ({ values }) => values.cost);
  const input = meanOverPrompts(card, ({ values }) => values["input-tokens"]);
  const output = meanOverPrompts(card, ({ values }) => values["output-tokens"]);
  const isHere = runsHere(target);
  const capacity = isHere ? answersPerDay(card, rates.hardware) : undefined;
  const machine = isHere ? machineCosts(card, rates) : undefined;
  const heuristic = workshopHeuristic(card, output?.value);
  return {
    target: target.id,
    ...(joules !== undefined && origin !== undefined
      ? { energy: { perAnswerJoules: joules, perThousandWh: joules.value / 3.6, origin } }
      : { whyNoEnergy: whyNone(card, "energy") ?? (isHere ? undefined : "it runs elsewhere") }),
    ...(cost === undefined
      ? { whyNoCost: pricing.type === "unknown" ? pricing.because : whyNone(card, "cost") }
      : { cost: { perAnswer: cost, perThousand: cost.value * 1000 } }),
    pricing,
    capped: { answers: card.counts.capped, of: card.counts.timed - card.counts.failed },
    ...(input !== undefined && output !== undefined && { tokens: { input: input.value, output: output.value } }),
    ...(capacity !== undefined && { answersPerDay: capacity }),
    ...(machine !== undefined && load !== undefined && { load: loadOnMachine(machine, load, capacity) }),
    hosted: hosted.map((price) =>
      compareHosted(card, price, { name: nameOfHosted(price), rates, machine, capacity, load }),
    ),
    ...(heuristic !== undefined && { workshopHeuristic: heuristic }),
  };
}

function whyNone({ absent, status }: Scorecard, metric: "energy" | "cost"): string | undefined {
  if (status === "failed") return "nothing was answered";
  return absent[metric]?.toSorted((a, b) => b.requests - a.requests)[0]?.because;
}

/** approx. cost = (tokens/s x average tokens per request) x energy heuristic, of session 3; the heuristic is taken as 1. */
function workshopHeuristic(card: Scorecard, outputTokens: number | undefined): number | undefined {
  const tokensPerSecond = readValue(card, "throughput");
  return tokensPerSecond === undefined || outputTokens === undefined ? undefined : tokensPerSecond * outputTokens;
}
