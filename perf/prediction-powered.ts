// How often the corrected mean of a judge's scores covers the truth, and how much narrower its interval is than that of people alone.
import { createRandom, type Random } from "../src/lib/random.ts";
import { mean } from "../src/stats/centre.ts";
import { type MeanInterval, type SkewedMean, skewedInterval } from "../src/stats/mean-interval.ts";
import { predictionPoweredMean } from "../src/stats/prediction-powered.ts";
import { studentCritical } from "../src/stats/student-t.ts";

const repetitions = Number(process.argv[2] ?? 4000);
const PROMPTS = 100;

/** Scores of one prompt by people and by a judge, 1 to 5 as 0 to 1. */
type Draw = (random: Random) => { readonly truth: number; readonly prediction: number };

const scale = (value: number) => (Math.min(5, Math.max(1, Math.round(value))) - 1) / 4;
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const score = (random: Random, centre = 3.4) => centre + 1.1 * normal(random);

const JUDGES: Readonly<Record<string, Draw>> = {
  good(random) {
    const own = score(random);
    return { truth: scale(own), prediction: scale(own + 0.4 * normal(random)) };
  },
  "biased by a point": (random) => {
    const own = score(random);
    return { truth: scale(own), prediction: scale(own + 1 + 0.6 * normal(random)) };
  },
  "clumped at 4 and 5": (random) => {
    const own = score(random);
    return { truth: scale(own), prediction: scale(4.3 + 0.25 * (own - 3.4) + 0.4 * normal(random)) };
  },
  useless: (random) => ({ truth: scale(score(random)), prediction: scale(3 + normal(random)) }),
  "one score to all": (random) => ({ truth: scale(score(random)), prediction: 1 }),
  "good, answers near the top": (random) => {
    const own = score(random, 4.7);
    return { truth: scale(own), prediction: scale(own + 0.4 * normal(random)) };
  },
};

/** Difference of two targets to the same prompt, which share how hard it is. */
function paired(draw: Draw): Draw {
  return (random) => {
    const [a, b] = [draw(random), draw(random)];
    return { truth: a.truth - b.truth, prediction: a.prediction - b.prediction };
  };
}

function simulate(name: string, draw: Draw, intervalOf: (mean: SkewedMean) => MeanInterval): void {
  const random = createRandom(11);
  const truth = mean(Array.from({ length: 400_000 }, () => draw(random).truth));
  for (const labels of [12, 20, 50]) {
    let [covered, aloneCovered, width, alone, off, raw] = [0, 0, 0, 0, 0, 0];
    for (let count = 0; count < repetitions; count++) {
      const units = Array.from({ length: PROMPTS }, () => draw(random));
      const known = units.slice(0, labels);
      const found = predictionPoweredMean(
        known,
        units.slice(labels).map(({ prediction }) => prediction),
      );
      if (found === undefined) continue;
      const ofPeople = predictionPoweredMean(known, []) ?? found;
      const [both, people] = [intervalOf(found), intervalOf(ofPeople)];
      if (both.low <= truth && truth <= both.high) covered++;
      if (people.low <= truth && truth <= people.high) aloneCovered++;
      width += both.high - both.low;
      alone += people.high - people.low;
      off += found.value - truth;
      raw += mean(units.map(({ prediction }) => prediction)) - truth;
    }
    const percent = (value: number) => `${((100 * value) / repetitions).toFixed(1)} %`;
    const points = (sum: number) => ((4 * sum) / repetitions).toFixed(2);
    console.log(
      [
        name.padEnd(38),
        String(labels).padStart(6),
        percent(covered),
        percent(aloneCovered),
        (width / alone).toFixed(2),
        points(raw),
        points(off),
      ].join("  "),
    );
  }
}

/** Findings between targets rest on this one. */
function studentInterval({ value, standardError, degrees }: SkewedMean): MeanInterval {
  const half = studentCritical(0.95, degrees) * standardError;
  return { low: value - half, high: value + half };
}

console.log(`${PROMPTS} prompts, ${repetitions} runs each; bias in points of 1 to 5`);
console.log(
  "judge                                   labels  covered  people  width/people's  raw bias  corrected bias",
);
for (const [name, draw] of Object.entries(JUDGES)) simulate(name, draw, skewedInterval);
for (const [name, draw] of Object.entries(JUDGES)) simulate(`${name}, difference`, paired(draw), studentInterval);
