// The whole way from samples to the verdict over runs whose truth is known; perf/verdict-simulation.ts has all of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type SimulationOptions, simulateRun } from "../../test/fixtures/simulation/simulate-run.ts";
import { summarizeRun } from "../bench/summary/summarize-run.ts";
import { recommend } from "./recommend.ts";
import type { Recommendation } from "./recommendation.ts";

const RUNS = 100;
/** What a rate of 5 % stays below in all but one of a thousand such tests. */
const MOST_FALSE = 12;

function simulate(options: Omit<SimulationOptions, "seed">, runs = RUNS): readonly Recommendation[] {
  return Array.from({ length: runs }, (_, index) => {
    const { run, entries } = simulateRun({ ...options, seed: index + 1 });
    return recommend([summarizeRun(run, entries)]);
  });
}

const count = (list: readonly Recommendation[], test: (one: Recommendation) => boolean) => list.filter(test).length;

const findsAnything = ({ comparisons }: Recommendation) =>
  comparisons.some(({ findings }) => findings.some(({ finding }) => finding === "better"));

for (const [ids, prompts] of [
  [["a", "b"], 8],
  [["a", "b", "c"], 24],
] as const)
  test(`among ${ids.length} equal targets, hardly a run of ${prompts} prompts finds any difference`, () => {
    const found = count(simulate({ targets: ids.map((id) => ({ id })), prompts }), findsAnything);
    assert.ok(found <= MOST_FALSE, `${found} of ${RUNS}`);
  });

test("a difference of 5 points is seldom found with 8 prompts, and never the wrong way round for certain", () => {
  const list = simulate({ targets: [{ id: "a" }, { id: "b", quality: 0.65 }], prompts: 8 });
  const wrong = count(list, ({ verdict }) => verdict.type === "take" && verdict.target === "b");
  assert.ok(wrong <= 1, `${wrong} of ${RUNS}`);
});

test("a difference of 20 points is found with 60 prompts, and the right way round", () => {
  const list = simulate({ targets: [{ id: "a" }, { id: "b", quality: 0.5 }], prompts: 60 }, 30);
  assert.ok(count(list, ({ verdict }) => verdict.type === "take" && verdict.target === "a") >= 27);
});

for (const temperature of [0, 0.8])
  test(`a target measured twice at temperature ${temperature} hardly ever differs from itself`, () => {
    const targets = [{ id: "a" }, { id: "a#twin", like: "a" }];
    const failed = count(simulate({ targets, prompts: 12, temperature }), ({ aaChecks }) =>
      aaChecks.some(({ state }) => state === "failed"),
    );
    assert.ok(failed <= MOST_FALSE, `${failed} of ${RUNS}`);
  });

test("a twin that is truly 20 % slower on a noisy machine never passes", () => {
  const noise = 0.4;
  const targets = [
    { id: "a", noise },
    { id: "a#twin", like: "a", noise, latencyMs: 480 },
  ];
  const passed = count(simulate({ targets, prompts: 24 }), ({ aaChecks }) =>
    aaChecks.some(({ objective, state }) => objective === "latency" && state === "passed"),
  );
  assert.equal(passed, 0);
});

test("intervals of quality, latency and their differences cover the truth about as often as they say, from 6 prompts on", () => {
  for (const prompts of [6, 12, 24]) {
    const hits = { quality: 0, latency: 0, difference: 0, ratio: 0 };
    const runs = 120;
    const holds = (
      interval: { readonly low?: number | undefined; readonly high?: number | undefined },
      truth: number,
    ) => ((interval.low ?? Number.NaN) <= truth && truth <= (interval.high ?? Number.NaN) ? 1 : 0);
    for (let seed = 1; seed <= runs; seed++) {
      const targets = [{ id: "a" }, { id: "b", quality: 0.6, latencyMs: 500 }];
      const { run, entries } = simulateRun({ targets, prompts, seed });
      const summary = summarizeRun(run, entries);
      const [card] = summary.scorecards;
      assert.ok(card?.facets && card.metrics.e2e?.type === "distribution");
      hits.quality += holds(card.facets.ratio, 0.7);
      hits.latency += holds(card.metrics.e2e.p50, 400);
      const [pair] = recommend([summary]).comparisons;
      const sign = pair?.first === "a" ? 1 : -1;
      for (const { objective, difference } of pair?.findings ?? []) {
        if (objective === "quality" && difference) hits.difference += holds(difference, sign * 0.1);
        if (objective === "latency" && difference) hits.ratio += holds(difference, 0.8 ** sign);
      }
    }
    for (const [name, hit] of Object.entries(hits)) assert.ok(hit >= 0.89 * runs, `${name}, ${prompts}: ${hit}`);
  }
});
