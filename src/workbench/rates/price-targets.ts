import type { HostedPrice } from "../../core/rates.ts";
import type { TargetPlan } from "../../core/run.ts";
import { runsHere } from "../../rates/target-rates.ts";

/**
 * Gives targets that are hosted elsewhere the price that the project's table has of their model. A price in models.json stays,
 * and where several providers have a model of that name nobody knows which is meant.
 */
export function withPrices(targets: readonly TargetPlan[], hosted: readonly HostedPrice[]): TargetPlan[] {
  return targets.map((target) => {
    const price = target.price === undefined && !runsHere(target) ? findPrice(target, hosted) : undefined;
    return price === undefined ? target : { ...target, price };
  });
}

function findPrice({ source }: TargetPlan, hosted: readonly HostedPrice[]): TargetPlan["price"] {
  if (source.type !== "endpoint") return undefined;
  const [found, ...others] = hosted.filter(({ model }) => model === source.model);
  if (found === undefined || others.length > 0) return undefined;
  const { provider, model, date, source: from, ...price } = found;
  return { ...price, source: `prices.json: ${provider}/${model}, ${date}, ${from}` };
}
