// How often the intervals of coefficients of agreement cover the truth, by the number of items and how much raters err.
import { createRandom } from "../src/lib/random.ts";
import { bootstrapInterval } from "../src/stats/bootstrap-interval.ts";
import { krippendorffAlpha } from "../src/stats/krippendorff-alpha.ts";
import { normalQuantile } from "../src/stats/normal.ts";
import { spearman } from "../src/stats/spearman.ts";
import { weightedKappa } from "../src/stats/weighted-kappa.ts";

type Pair = readonly [number, number];

const RUNS = 300;
const POPULATION = 60_000;
const random = createRandom(9);

const first = (pairs: readonly Pair[]) => pairs.map(([a]) => a);
const second = (pairs: readonly Pair[]) => pairs.map(([, b]) => b);
const STATISTICS = {
  "quadratic kappa": (pairs: readonly Pair[]) => weightedKappa(first(pairs), second(pairs), { weights: "quadratic" }),
  "linear kappa": (pairs: readonly Pair[]) => weightedKappa(first(pairs), second(pairs), { weights: "linear" }),
  alpha: (pairs: readonly Pair[]) => krippendorffAlpha(pairs),
  rho: (pairs: readonly Pair[]) => spearman(first(pairs), second(pairs))?.rho,
};

console.log("error  items  coefficient      truth  covered");
for (const error of [0.4, 0.9]) {
  const population = drawPairs(POPULATION, error);
  for (const items of [12, 20, 40])
    for (const [name, statistic] of Object.entries(STATISTICS)) {
      const truth = statistic(population) ?? Number.NaN;
      let covered = 0;
      for (let run = 0; run < RUNS; run++) {
        const interval = bootstrapInterval(drawPairs(items, error), statistic, { seed: run, resamples: 300 });
        if (interval !== undefined && interval.low <= truth && truth <= interval.high) covered += 1;
      }
      const share = `${((100 * covered) / RUNS).toFixed(1)}%`;
      console.log(`${error}    ${String(items).padStart(5)}  ${name.padEnd(15)}  ${truth.toFixed(2)}   ${share}`);
    }
}

/** Two raters who see how good an answer is, each with an error of their own. */
function drawPairs(count: number, error: number): readonly Pair[] {
  return Array.from({ length: count }, () => {
    const quality = 3.6 + normal();
    return [toScore(quality + error * normal()), toScore(quality + error * normal())] as const;
  });
}

function normal(): number {
  return normalQuantile(Math.min(Math.max(random.next(), 1e-9), 1 - 1e-9));
}

function toScore(value: number): number {
  return Math.max(1, Math.min(5, Math.round(value)));
}
