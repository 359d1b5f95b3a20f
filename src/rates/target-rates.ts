import type { PipelineSource } from "../core/engine.ts";
import type { Price } from "../core/price.ts";
import type { HardwareCost, ModelPricing, Pricing, Rates, TargetRates } from "../core/rates.ts";
import type { TargetPlan } from "../core/run.ts";
import { leadsToThisMachine } from "../http/is-loopback.ts";

const DAYS_PER_YEAR = 365.25;

/**
 * The rates of one target. A price stated for the model itself wins over the costs of the machine, wherever the model runs.
 *
 * @param rates of the run, with the currency in which its targets are compared
 */
export function targetRates(target: TargetPlan, rates: Rates = {}): TargetRates {
  // The processor's time says nothing of what a graphics card takes, nor of what a page does in another process.
  const wattsPerCore = target.device === "cpu" && runsHere(target) ? rates.wattsPerCore : undefined;
  return { ...(wattsPerCore !== undefined && { wattsPerCore }), pricing: pricingOf(target, rates) };
}

/** Whether a target's answers are computed on this machine, all parts of a pipeline included, so that its power and price count. */
export function runsHere({ source }: Pick<TargetPlan, "source">): boolean {
  switch (source.type) {
    case "endpoint":
      return leadsToThisMachine(new URL(source.baseUrl).hostname);
    case "pipeline":
      return Object.values(source.parts ?? {}).every(runsHere);
    case "file":
    case "foundry":
    case "hub":
    case "adapter":
    case "script":
      return true;
  }
  return source satisfies never;
}

/** The currency in which the targets of a run are compared: the stated one, else that of the first price. */
export function currencyOf(targets: readonly TargetPlan[], rates: Rates = {}): string | undefined {
  return rates.currency ?? targets.find(({ price }) => price !== undefined)?.price?.currency;
}

/** What an hour of the machine costs if it works all the hours in which it is switched on, its idle power included. */
export function hourlyCost(hardware: HardwareCost, perKwh: number | undefined): number {
  const { price, residualValue = 0, lifeYears, hoursPerDay = 24, share = 1, idleWatts = 0 } = hardware;
  const hours = lifeYears * DAYS_PER_YEAR * hoursPerDay;
  return share * ((price - residualValue) / hours + (idleWatts / 1000) * (perKwh ?? 0));
}

function pricingOf(target: TargetPlan, rates: Rates): Pricing {
  if (target.price !== undefined) return pricingOfTokens(target.price, rates);
  if (!runsHere(target))
    return target.source.type === "pipeline"
      ? pricingOfSteps(target.source, rates)
      : { type: "unknown", because: "no price of this hosted model is stated" };
  const { currency, electricity, hardware, date } = rates;
  if (currency === undefined || (electricity === undefined && hardware === undefined))
    return { type: "unknown", because: "neither the price of power nor that of the machine is stated" };
  const perKwh = electricity?.perKwh;
  const parts = [
    ...(perKwh === undefined ? [] : [`power at ${perKwh} ${currency} per kWh`]),
    ...(hardware === undefined ? [] : [describeHardware(hardware, currency)]),
  ];
  return {
    type: "machine",
    currency,
    ...(perKwh !== undefined && { perKwh }),
    ...(hardware !== undefined && { perHour: hourlyCost(hardware, perKwh) }),
    source: `${parts.join(" and ")}${parts.length === 1 ? " alone" : ""}, as stated${date === undefined ? "" : ` on ${date}`}`,
  };
}

/** A pipeline of which a part is hosted. The energy of a request is not told apart by its steps, so that power cannot be priced. */
function pricingOfSteps({ parts = {} }: PipelineSource, rates: Rates): Pricing {
  const currency = rates.currency ?? Object.values(parts).find(({ price }) => price !== undefined)?.price?.currency;
  const byModel: Record<string, ModelPricing> = {};
  for (const part of Object.values(parts)) {
    const pricing = pricingOf({ ...part, device: part.device ?? "cpu" }, { ...rates, currency });
    if (pricing.type === "unknown") return { type: "unknown", because: `of ${part.id}, ${pricing.because}` };
    if (pricing.type === "steps")
      return { type: "unknown", because: `${part.id} is a pipeline with hosted parts itself` };
    if (pricing.type === "machine" && pricing.perKwh !== undefined)
      return { type: "unknown", because: `the power of ${part.id} is not told apart from that of the other steps` };
    byModel[part.id] = pricing;
  }
  if (currency === undefined) return { type: "unknown", because: "no price of its parts is stated" };
  const sources = Object.entries(byModel).map(([id, { source }]) => `${id} by ${source}`);
  return { type: "steps", currency, byModel, source: `the sum of its steps: ${sources.join("; ")}` };
}

function describeHardware({ price, lifeYears, hoursPerDay = 24 }: HardwareCost, currency: string): string {
  return `a machine of ${price} ${currency} over ${lifeYears} years, at work for all its ${hoursPerDay} hours a day`;
}

function pricingOfTokens(price: Price, { currency = price.currency, exchange = {} }: Rates): Pricing {
  const factor = price.currency === currency ? 1 : exchange[price.currency];
  if (factor === undefined)
    return { type: "unknown", because: `its price is in ${price.currency}, and no rate to ${currency} is stated` };
  const { inputPerMillion, outputPerMillion, cachedInputPerMillion, source = "models.json" } = price;
  return {
    type: "tokens",
    currency,
    inputPerMillion: inputPerMillion * factor,
    ...(cachedInputPerMillion !== undefined && { cachedInputPerMillion: cachedInputPerMillion * factor }),
    outputPerMillion: outputPerMillion * factor,
    source: factor === 1 ? source : `${source}, at ${factor} ${currency} per ${price.currency}`,
  };
}
