import type { EnergyOrigin } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatNumber } from "../format/format-number.ts";

/** Says in a clause where the energy of answers comes from, and calls an estimate one. */
export function wordEnergyOrigin({
  readings,
  estimates,
  sources,
  coverage,
  idleWatts,
  wattsPerCore,
}: EnergyOrigin): string {
  const measured =
    `${sources.join(", ")} of the whole machine, ${formatNumber(idleWatts ?? 0)} W of idle power taken off, ` +
    `${formatNumber((coverage ?? 0) * 100)}% of the time covered`;
  const estimated = `estimate: processor time of the model's process at ${wattsPerCore} W per busy core, as stated`;
  if (estimates === 0) return measured;
  return readings === 0 ? estimated : `${measured}; of ${pluralize(estimates, "request")} an ${estimated}`;
}
