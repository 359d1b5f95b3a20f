// How often intervals cover the truth and verdicts are right, over made-up runs that go the whole way from samples to
// the verdict. Usage: verdict-simulation.ts [repetitions] [coverage|equal|different|twins]

import { summarizeRun } from "../src/bench/summary/summarize-run.ts";
import type { Estimate } from "../src/core/estimate.ts";
import { recommend } from "../src/selection/recommend.ts";
import type { Recommendation } from "../src/selection/recommendation.ts";
import {
  LENGTH_SPREAD,
  type SimulationOptions,
  simulateRun,
  type Truth,
} from "../test/fixtures/simulation/simulate-run.ts";

const repetitions = Number(process.argv[2] ?? 400);
const only = process.argv[3];

const summaryOf = (options: SimulationOptions) => {
  const { run, entries } = simulateRun(options);
  return summarizeRun(run, entries);
};
const percent = (count: number, of: number) => (of === 0 ? "-" : `${((100 * count) / of).toFixed(1)} %`);
const print = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);
const names = ["a", "b", "c", "d", "e"];

function head(title: string, columns: readonly string[]): void {
  console.log(`\n${title}\n`);
  print(columns);
  console.log(`|${"---|".repeat(columns.length)}`);
}

/** Counts hits by name; what shows no interval counts for nothing. */
function createTally() {
  const counts = new Map<string, { hits: number; of: number }>();
  return {
    add(name: string, interval: Pick<Estimate, "low" | "high"> | undefined, truth: number) {
      const count = counts.get(name) ?? { hits: 0, of: 0 };
      counts.set(name, count);
      if (interval?.low === undefined || interval.high === undefined) return;
      count.of += 1;
      if (interval.low <= truth && truth <= interval.high) count.hits += 1;
    },
    show: (name: string) => percent(counts.get(name)?.hits ?? 0, counts.get(name)?.of ?? 0),
  };
}

function simulateCoverage(): void {
  const columns = ["mean", "p50", "p95", "quality", "paired quality", "paired latency", "paired memory"];
  head("Coverage of 95 % intervals, where one is shown", ["prompts x rounds", ...columns]);
  for (const [prompts, rounds] of [
    [5, 1],
    [6, 1],
    [6, 2],
    [8, 2],
    [12, 2],
    [24, 1],
    [24, 3],
    [60, 1],
    [60, 2],
    [100, 2],
  ] as const) {
    const tally = createTally();
    const noise = 0.1;
    for (let seed = 1; seed <= repetitions; seed++) {
      const targets: readonly Truth[] = [
        { id: "a", noise, quality: 0.75 },
        { id: "b", noise, quality: 0.6, latencyMs: 500, residentBytes: 130e6 },
      ];
      const summary = summaryOf({ targets, prompts, rounds, seed });
      const [card] = summary.scorecards;
      const e2e = card?.metrics.e2e;
      if (e2e?.type === "distribution") {
        // A request's own noise and its prompt's length are independent.
        const spread = Math.hypot(LENGTH_SPREAD, noise);
        tally.add("mean", e2e.mean, 400 * Math.exp(spread ** 2 / 2));
        tally.add("p50", e2e.p50, 400);
        tally.add("p95", e2e.p95, 400 * Math.exp(1.644854 * spread));
      }
      tally.add("quality", card?.facets?.ratio, 0.75);
      const [pair] = recommend([summary]).comparisons;
      const sign = pair?.first === "a" ? 1 : -1;
      for (const { objective, difference } of pair?.findings ?? []) {
        if (objective === "quality") tally.add("paired quality", difference, sign * 0.15);
        if (objective === "latency") tally.add("paired latency", difference, 0.8 ** sign);
        if (objective === "memory") tally.add("paired memory", difference, (12 / 13) ** sign);
      }
    }
    print([`${prompts} x ${rounds}`, ...columns.map(tally.show)]);
  }
}

const hasBetter = ({ comparisons }: Recommendation) =>
  comparisons.some(({ findings }) => findings.some(({ finding }) => finding === "better"));

function simulateEquals(): void {
  head("Equal targets: what is said that is not so", ["targets", "prompts", "a winner", "a loser", "any difference"]);
  for (const count of [2, 3, 5])
    for (const prompts of [8, 24, 60]) {
      const counts = { winner: 0, loser: 0, any: 0 };
      for (let seed = 1; seed <= repetitions; seed++) {
        const targets = names.slice(0, count).map((id) => ({ id }));
        const found = recommend([summaryOf({ targets, prompts, seed })]);
        const { verdict } = found;
        if (verdict.type === "take") counts.winner += 1;
        if ("targets" in verdict && verdict.targets.length < count) counts.loser += 1;
        if (hasBetter(found)) counts.any += 1;
      }
      const { winner, loser, any } = counts;
      print([
        count,
        prompts,
        percent(winner, repetitions),
        percent(winner + loser, repetitions),
        percent(any, repetitions),
      ]);
    }
}

function simulateDifferences(): void {
  head("Two targets that differ: decisive verdicts, and how many of them are right", [
    "difference",
    "prompts",
    "decisive",
    "right",
    "finding made",
    "right",
  ]);
  const cases: readonly (readonly [string, Truth, "quality" | "latency"])[] = [
    ...[5, 10, 20].map((points) => [`${points} points`, { id: "b", quality: 0.7 - points / 100 }, "quality"] as const),
    ...[5, 10, 30].map(
      (share) => [`${share} % latency`, { id: "b", latencyMs: 400 * (1 + share / 100) }, "latency"] as const,
    ),
  ];
  for (const [name, worse, objective] of cases)
    for (const prompts of [8, 24, 60]) {
      const counts = { decisive: 0, right: 0, found: 0, foundRight: 0 };
      for (let seed = 1; seed <= repetitions; seed++) {
        // Answers of two variants of a model are alike: their quality is the same unless it is what differs.
        const { verdict, comparisons } = recommend([summaryOf({ targets: [{ id: "a" }, worse], prompts, seed })]);
        if (verdict.type === "take") {
          counts.decisive += 1;
          if (verdict.target === "a") counts.right += 1;
        }
        const better = comparisons[0]?.findings.find((one) => one.objective === objective)?.better;
        if (better !== undefined) counts.found += 1;
        if (better === "a") counts.foundRight += 1;
      }
      const { decisive, right, found, foundRight } = counts;
      print([
        name,
        prompts,
        percent(decisive, repetitions),
        percent(right, decisive),
        percent(found, repetitions),
        percent(foundRight, found),
      ]);
    }
}

function simulateTwins(): void {
  head("A target against itself", ["twin", "prompts", "passed latency", "failed latency", "failed anything"]);
  const cases: readonly (readonly [string, Partial<Truth>, number])[] = [
    ["the same, temperature 0", { noise: 0.1 }, 0],
    ["the same, temperature 0.8", { noise: 0.1 }, 0.8],
    ["the same, noisy machine", { noise: 0.4 }, 0],
    ["20 % slower, noisy machine", { noise: 0.4, latencyMs: 480 }, 0],
  ];
  for (const [name, twin, temperature] of cases)
    for (const prompts of [8, 24, 60]) {
      const counts = { passed: 0, failed: 0, any: 0 };
      for (let seed = 1; seed <= repetitions; seed++) {
        const targets = [
          { id: "a", noise: twin.noise },
          { id: "a#twin", like: "a", ...twin },
        ];
        const summary = summaryOf({ targets, prompts, seed, temperature });
        const { aaChecks } = recommend([summary]);
        const latency = aaChecks.find(({ objective }) => objective === "latency")?.state;
        if (latency === "passed") counts.passed += 1;
        if (latency === "failed") counts.failed += 1;
        if (aaChecks.some(({ state }) => state === "failed")) counts.any += 1;
      }
      print([name, prompts, ...[counts.passed, counts.failed, counts.any].map((count) => percent(count, repetitions))]);
    }
}

const parts = {
  coverage: simulateCoverage,
  equal: simulateEquals,
  different: simulateDifferences,
  twins: simulateTwins,
};
for (const [name, simulate] of Object.entries(parts)) if (only === undefined || only === name) simulate();
