// How often a target that is worse by just the margin passes as not worse, and how often one that is as good does, by how the
// differences come about. Usage: not-worse-simulation.ts [repetitions]

import { createRandom, type Random } from "../src/lib/random.ts";
import { mean } from "../src/stats/centre.ts";
import { boundLoss, type PairedUnit } from "../src/stats/loss-bound.ts";
import { studentCritical } from "../src/stats/student-t.ts";

const repetitions = Number(process.argv[2] ?? 2_000);
const FACETS = 4;
const QUALITY = 0.7;
const PROMPTS = [12, 24, 48, 100, 200];

/** One prompt's difference, `loss` points worse on average. */
type World = (loss: number, random: Random) => number;

function sumFacets(read: () => number): number {
  return Array.from({ length: FACETS }, read).reduce((sum, one) => sum + one, 0);
}

const WORLDS: Readonly<Record<string, World>> = {
  "answers of its own": (loss, random) => {
    const difficulty = (random.next() - 0.5) * 0.4;
    const found = (quality: number) => (random.next() < quality + difficulty ? 1 : 0);
    return sumFacets(() => found(QUALITY - loss) - found(QUALITY));
  },
  "the same answers, single facets lost": (loss, random) =>
    sumFacets(() => (random.next() < QUALITY && random.next() < loss / QUALITY ? -1 : 0)),
  "the same answers, facets lost and won": (loss, random) =>
    sumFacets(() => {
      if (random.next() < QUALITY) return random.next() < (loss + 0.05) / QUALITY ? -1 : 0;
      return random.next() < 0.05 / (1 - QUALITY) ? 1 : 0;
    }),
  "the same answers, whole ones lost": (loss, random) => (random.next() < loss ? -FACETS : 0),
  "facets lost and won, whole answers lost": (loss, random) =>
    random.next() < loss / 0.95
      ? -FACETS * 0.95
      : sumFacets(() => {
          if (random.next() < QUALITY) return random.next() < 0.03 / QUALITY ? -1 : 0;
          return random.next() < 0.03 / (1 - QUALITY) ? 1 : 0;
        }),
};

function passes(units: readonly PairedUnit[], margin: number): boolean {
  return (boundLoss(units)?.loss ?? 1) <= margin;
}

/** The usual test, for comparison. */
function passesByT(units: readonly PairedUnit[], margin: number): boolean {
  const shares = units.map(({ difference, weight }) => difference / weight);
  const middle = mean(shares);
  const variance = shares.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (shares.length - 1);
  return middle + margin > studentCritical(0.9, shares.length - 1) * Math.sqrt(variance / shares.length);
}

function share(
  [world, loss, prompts]: readonly [World, number, number],
  test: (units: readonly PairedUnit[]) => boolean,
): string {
  const random = createRandom(11);
  let count = 0;
  for (let run = 0; run < repetitions; run++)
    if (test(Array.from({ length: prompts }, () => ({ difference: world(loss, random), weight: FACETS })))) count += 1;
  return `${((100 * count) / repetitions).toFixed(1)} %`;
}

function table(title: string, lossOf: (margin: number) => number, test: typeof passes): void {
  console.log(`\n${title}\n\n| differences | margin | ${PROMPTS.map((n) => `${n} prompts`).join(" | ")} |`);
  console.log(`|${"---|".repeat(PROMPTS.length + 2)}`);
  for (const [name, world] of Object.entries(WORLDS))
    for (const margin of [0.03, 0.05, 0.1]) {
      const cells = PROMPTS.map((n) => share([world, lossOf(margin), n], (units) => test(units, margin)));
      console.log(`| ${name} | ${margin * 100} points | ${cells.join(" | ")} |`);
    }
}

table("Worse by the margin, and passed", (margin) => margin, passes);
table("Worse by the margin, and passed by Student's t alone", (margin) => margin, passesByT);
table("As good, and passed", () => 0, passes);
