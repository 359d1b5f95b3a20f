// How often a run that ends once it is decided says what is not so, by the shape of differences between prompts, beside
// other ways to look more than once. Usage: sequential-simulation.ts [repetitions] [winner|equal|size]

import { listLooks } from "../src/bench/stages.ts";
import { createRandom, type Random } from "../src/lib/random.ts";
import { findDifferences } from "../src/selection/find-differences.ts";
import type { Objective } from "../src/selection/objectives.ts";
import { estimateAnytime } from "../src/selection/sequential/estimate-anytime.ts";
import type { Procedure } from "../src/selection/sequential/procedure.ts";
import type { Evidence, TargetEvidence } from "../src/selection/target-evidence.ts";

const repetitions = Number(process.argv[2] ?? 1000);
const only = process.argv[3];
const LEVEL = 0.95;

const OBJECTIVES = ["quality", "latency", "decode-rate"] as const satisfies readonly Objective[];

/** What one target makes of one prompt: facets found of those expected, and logarithms of latency and rate. */
interface Result {
  readonly found: number;
  readonly expected: number;
  readonly latency: number;
  readonly rate: number;
}

/** Results of all targets on one prompt of one of 8 tasks. */
type Draw = (random: Random, targets: number, task: number) => readonly Result[];

const TASKS = 8;

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Each target draws by itself, the first one by another rule. */
const each =
  (first: (random: Random) => Result, others: (random: Random) => Result): Draw =>
  (random, targets) =>
    upTo(targets).map((index) => (index === 0 ? first(random) : others(random)));
const coins = (random: Random, expected: number, chance: number) =>
  upTo(expected).filter(() => random.next() < chance).length;

const calm = (random: Random) => 0.02 * normal(random);
/** Loses much in one prompt of twenty, and gains a little in all others. */
const rare = (random: Random, loss: number) => (random.next() < 0.05 ? -loss : (0.05 * loss) / 0.95);
const exponential = (random: Random) => -Math.log(1 - random.next()) - 1;
/** The share of a Beta(1/2, 1/8), whose mean is 0.8: mostly all, now and then little. */
const mostlyAll = (random: Random) => {
  const gamma = (shape: number) => {
    // Johnk's method, as both shapes are below 1.
    for (;;) {
      const [u, v] = [random.next() ** (1 / shape), random.next() ** (1 / (1 - shape))];
      if (u + v <= 1) return (u / (u + v)) * -Math.log(1 - random.next());
    }
  };
  const [a, b] = [gamma(0.5), gamma(0.125)];
  return a / (a + b);
};

/** Differences whose mean is 0 for every pair, in every objective. */
const EQUAL: Readonly<Record<string, Draw>> = {
  "normal, coins": each(
    (random) => ({
      found: coins(random, 4, 0.7),
      expected: 4,
      latency: 0.2 * normal(random),
      rate: 0.1 * normal(random),
    }),
    (random) => ({
      found: coins(random, 4, 0.7),
      expected: 4,
      latency: 0.2 * normal(random),
      rate: 0.1 * normal(random),
    }),
  ),
  "ties: 19 of 20 facets found, 2 to 4 a prompt": (random, targets) => {
    const expected = 2 + random.integer(3);
    return upTo(targets).map(() => ({
      found: coins(random, expected, 0.95),
      expected,
      latency: calm(random),
      rate: calm(random),
    }));
  },
  "log-normal": each(
    (random) => ({ found: 8, expected: 10, latency: calm(random), rate: calm(random) }),
    (random) => ({
      found: 10 * mostlyAll(random),
      expected: 10,
      latency: 0.4 * (Math.exp(0.7 * normal(random)) - Math.exp(0.245)),
      rate: 0.2 * (Math.exp(0.7 * normal(random)) - Math.exp(0.245)),
    }),
  ),
  "asymmetric: exponential, Beta": each(
    (random) => ({ found: 8, expected: 10, latency: calm(random), rate: calm(random) }),
    (random) => ({
      found: 10 * mostlyAll(random),
      expected: 10,
      latency: 0.4 * exponential(random),
      rate: 0.2 * exponential(random),
    }),
  ),
  "rare losses: 1 prompt of 20": each(
    (random) => ({ found: 19, expected: 20, latency: calm(random), rate: calm(random) }),
    (random) => ({
      found: random.next() < 0.05 ? 0 : 20,
      expected: 20,
      latency: calm(random) - rare(random, Math.log(8)),
      rate: calm(random) + rare(random, Math.log(3)),
    }),
  ),
  "by task: four of 8 tasks reversed": (random, targets, task) => drawOfTask(random, targets, task % 2 === 0 ? 1 : -1),
  "tasks by chance: each of 8 leans as it falls": (random, targets, task) =>
    drawOfTask(random, targets, leanings(random)[task] ?? 1),
};

/** The tasks of a run lean one way or the other, as chance has it for all prompts of a task together. */
const leanings = (() => {
  const known = new WeakMap<Random, readonly number[]>();
  return (random: Random) => {
    const drawn = known.get(random) ?? upTo(TASKS).map(() => (random.next() < 0.5 ? 1 : -1));
    known.set(random, drawn);
    return drawn;
  };
})();

function drawOfTask(random: Random, targets: number, sign: number): readonly Result[] {
  return upTo(targets).map((index) => ({
    found: coins(random, 4, 0.7 + (index === 0 ? 0 : 0.2 * sign)),
    expected: 4,
    latency: calm(random) + (index === 0 ? 0 : 0.3 * sign),
    rate: calm(random) + (index === 0 ? 0 : 0.2 * sign),
  }));
}

/** Two targets that truly differ by the margin: 5 points of quality, 5 % of latency and rate. */
const APART: Readonly<Record<string, Draw>> = {
  "every prompt alike": each(
    (random) => ({ found: 20, expected: 20, latency: calm(random), rate: calm(random) }),
    (random) => ({
      found: 19,
      expected: 20,
      latency: Math.log(1.05) + calm(random),
      rate: Math.log(1.05) + calm(random),
    }),
  ),
  "coins, normal": each(
    (random) => ({
      found: coins(random, 4, 0.8),
      expected: 4,
      latency: 0.1 * normal(random),
      rate: 0.05 * normal(random),
    }),
    (random) => ({
      found: coins(random, 4, 0.75),
      expected: 4,
      latency: Math.log(1.05) + 0.1 * normal(random),
      rate: Math.log(1.05) + 0.05 * normal(random),
    }),
  ),
  "all in 1 prompt of 20": each(
    () => ({ found: 4, expected: 4, latency: 0, rate: 0 }),
    (random) => ({
      found: random.next() < 0.05 ? 0 : 4,
      expected: 4,
      latency: random.next() < 0.05 ? 20 * Math.log(1.05) : 0,
      rate: random.next() < 0.05 ? 20 * Math.log(1.05) : 0,
    }),
  ),
};

/** The results of a run, in the order in which its prompts are asked. */
function drawRun(draw: Draw, targets: number, { prompts, seed }: { prompts: number; seed: number }) {
  const random = createRandom(seed);
  const results = upTo(prompts).map((prompt) => draw(random, targets, Math.floor((TASKS * prompt) / prompts)));
  return random.shuffle(results);
}

function evidenceOf(results: readonly (readonly Result[])[], targets: number): readonly TargetEvidence[] {
  return upTo(targets).map((target) => {
    const ofPrompts = (read: (result: Result) => { value: number; weight: number }): Evidence => ({
      type: "prompts",
      figure: 1,
      byPrompt: new Map(
        results.flatMap((of, prompt) => {
          const { [target]: result } = of;
          return result === undefined ? [] : [[String(prompt), read(result)] as const];
        }),
      ),
    });
    return {
      target: String(target),
      objectives: {
        quality: ofPrompts(({ found, expected }) => ({ value: found, weight: expected })),
        latency: ofPrompts(({ latency }) => ({ value: latency, weight: 1 })),
        "decode-rate": ofPrompts(({ rate }) => ({ value: rate, weight: 1 })),
      },
    };
  });
}

/** Ways to decide: after how many prompts one looks, and how sure one then is. */
const WAYS: Readonly<Record<string, (prompts: number) => { looks: readonly number[]; procedure: Procedure }>> = {
  "Student, once": (prompts) => ({ looks: [prompts], procedure: { level: LEVEL } }),
  "Student at each look": (prompts) => ({ looks: listLooks(prompts), procedure: { level: LEVEL } }),
  "Student, level shared among looks": (prompts) => {
    const looks = listLooks(prompts);
    return { looks, procedure: { level: 1 - (1 - LEVEL) / looks.length } };
  },
  "bets at each look": (prompts) => ({ looks: listLooks(prompts), procedure: { level: LEVEL, estimateAnytime } }),
};

/** The findings of a run at each look. */
function* lookAt(results: readonly (readonly Result[])[], targets: number, way: keyof typeof WAYS) {
  const { looks, procedure } = WAYS[way]?.(results.length) ?? {
    looks: [],
    procedure: { level: LEVEL, estimateAnytime },
  };
  for (const end of looks) {
    const evidence = evidenceOf(results.slice(0, end), targets);
    yield {
      end,
      findings: findDifferences(evidence, { objectives: OBJECTIVES, procedure }).flatMap((one) => one.findings),
    };
  }
}

const print = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);

function head(title: string, columns: readonly string[]): void {
  console.log(`\n${title}\n`);
  print(columns);
  console.log(`|${"---|".repeat(columns.length)}`);
}

/** A share of the repetitions with its standard error. */
function share(hits: number): string {
  const value = hits / repetitions;
  return `${(100 * value).toFixed(1)} ± ${(100 * Math.sqrt((value * (1 - value)) / repetitions)).toFixed(1)} %`;
}

function simulateEquals(): void {
  head("Equal targets: any difference found at any look, in any pair and objective", [
    "shape",
    "targets",
    "prompts",
    ...Object.keys(WAYS),
  ]);
  for (const [shape, draw] of Object.entries(EQUAL))
    for (const [targets, prompts] of [
      [2, 40],
      [4, 40],
      [2, 200],
    ] as const) {
      const cells = Object.keys(WAYS).map((way) => {
        let hits = 0;
        for (let seed = 1; seed <= repetitions; seed++)
          for (const { findings } of lookAt(drawRun(draw, targets, { prompts, seed }), targets, way))
            if (findings.some(({ finding }) => finding === "better")) {
              hits += 1;
              break;
            }
        return share(hits);
      });
      print([shape, targets, prompts, ...cells]);
    }
}

function simulateApart(): void {
  const ways = ["Student, once", "Student at each look", "bets at each look"];
  head("Two targets that differ by the margin: called equal at any look", ["shape", "objective", "prompts", ...ways]);
  for (const [shape, draw] of Object.entries(APART))
    for (const prompts of [40, 300]) {
      const hits = new Map<string, number>();
      for (const way of ways)
        for (let seed = 1; seed <= repetitions; seed++) {
          const called = new Set<string>();
          for (const { findings } of lookAt(drawRun(draw, 2, { prompts, seed }), 2, way))
            for (const { objective, finding } of findings) if (finding === "equal") called.add(`${way} ${objective}`);
          for (const key of called) hits.set(key, (hits.get(key) ?? 0) + 1);
        }
      for (const objective of OBJECTIVES)
        print([shape, objective, prompts, ...ways.map((way) => share(hits.get(`${way} ${objective}`) ?? 0))]);
    }
}

/** After how many prompts a difference is found, and of alike targets that they are. */
function simulateSizes(): void {
  head("Two targets: prompts until it is found, of 300", ["truth", "objective", "half of the runs", "four of five"]);
  const noisy = (size: number, spread: number) => (random: Random) => size + spread * normal(random);
  const differ = (points: number, latency: number, rate: number): Draw =>
    each(
      (random) => ({
        found: coins(random, 4, 0.8),
        expected: 4,
        latency: noisy(0, 0.15)(random),
        rate: noisy(0, 0.05)(random),
      }),
      (random) => ({
        found: coins(random, 4, 0.8 - points),
        expected: 4,
        latency: noisy(Math.log(latency), 0.15)(random),
        rate: noisy(Math.log(rate), 0.05)(random),
      }),
    );
  const cases: readonly (readonly [string, Draw, "better" | "equal"])[] = [
    ["10 points, latency 1.2x, rate 1.2x", differ(0.1, 1.2, 1.2), "better"],
    ["20 points, latency 1.5x, rate 1.5x", differ(0.2, 1.5, 1.5), "better"],
    ["40 points, latency 3x, rate 3x", differ(0.4, 3, 3), "better"],
    [
      "the same answers",
      (random, targets) =>
        upTo(targets).map(() => ({ found: 3, expected: 4, latency: calm(random), rate: calm(random) })),
      "equal",
    ],
  ];
  for (const [truth, draw, wanted] of cases) {
    const taken = new Map<Objective, number[]>(OBJECTIVES.map((objective) => [objective, []]));
    for (let seed = 1; seed <= Math.min(repetitions, 200); seed++) {
      const open = new Set<Objective>(OBJECTIVES);
      for (const { end, findings } of lookAt(drawRun(draw, 2, { prompts: 300, seed }), 2, "bets at each look"))
        for (const { objective, finding } of findings)
          if (finding === wanted && open.delete(objective)) taken.get(objective)?.push(end);
      for (const objective of open) taken.get(objective)?.push(Number.POSITIVE_INFINITY);
    }
    for (const [objective, ends] of taken) {
      const sorted = ends.toSorted((a, b) => a - b);
      const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? Number.POSITIVE_INFINITY;
      const told = (count: number) => (count === Number.POSITIVE_INFINITY ? "more" : count);
      print([truth, objective, told(at(0.5)), told(at(0.8))]);
    }
  }
}

const parts = { winner: simulateEquals, equal: simulateApart, size: simulateSizes };
for (const [name, simulate] of Object.entries(parts)) if (only === undefined || only === name) simulate();
