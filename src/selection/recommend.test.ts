import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import { explainRecommendation } from "./explain-recommendation.ts";
import type { Objective } from "./objectives.ts";
import { type RecommendOptions, recommend } from "./recommend.ts";
import type { Recommendation } from "./recommendation.ts";
import { parseWeights } from "./weights.ts";

const mini = { id: "mini", quality: 0.85, latencyMs: 420, tokensPerSecond: 650, residentBytes: 96e6, sizeBytes: 6.5e6 };
const micro = { id: "micro", quality: 0.4, latencyMs: 200, tokensPerSecond: 1500, residentBytes: 80e6, sizeBytes: 2e6 };

function choose(targets: readonly Character[], options: RecommendOptions = {}, prompts = 24): Recommendation {
  return recommend([syntheticRun({ targets, prompts })], options);
}

function findingOf({ comparisons }: Recommendation, objective: Objective) {
  return comparisons[0]?.findings.find((one) => one.objective === objective);
}

test("`recommend()` takes a target that is better at something and worse at nothing", () => {
  const other = { ...mini, id: "other", quality: 0.3, latencyMs: 800 };
  const better = choose([other, mini]);
  assert.ok(better.verdict.type === "take" && better.verdict.target === "mini");
  assert.equal(better.verdict.basis, "evidence");
  assert.equal(better.headline, "Take mini.");
  assert.match(
    better.verdict.reasons[0] ?? "",
    /^mini finds \d+% of the expected facets, \d+ points \[\d+, \d+\] more than other\.$/,
  );
  assert.match(
    better.verdict.reasons[1] ?? "",
    /latency 0\.5\dx at p50 \(faster\), prompt by prompt 0\.5\dx \[0\.\d\d, 0\.\d\d\]/,
  );
  assert.ok(better.verdict.reasons.some((line) => /no weights were needed\.$/.test(line)));
});

test("`recommend()` says of what may speak against the target that only the weights outweigh it", () => {
  const smaller = { ...micro, id: "smaller", quality: 0.5, sizeBytes: 0.5e6 };
  const bigger = { ...micro, id: "bigger", quality: 0.48, sizeBytes: 6.5e6 };
  const weighed = choose([smaller, bigger], { weights: parseWeights("quality=1,footprint=1") });
  assert.ok(weighed.verdict.type === "take" && weighed.verdict.target === "smaller");
  assert.equal(findingOf(weighed, "quality")?.finding, "open");
  assert.ok(
    weighed.verdict.reasons.some((line) => /what is open and may \(quality\) is outweighed at your weights/.test(line)),
    weighed.verdict.reasons.join("\n"),
  );
  const own = choose([smaller, bigger], { weights: parseWeights("quality=100,footprint=1") });
  assert.equal(own.verdict.type, "not-enough-evidence");
});

test("`recommend()` shows a trade with its rate where each is better at something, and lets no weights of its own decide", () => {
  const { verdict, headline, pareto } = choose([micro, mini]);
  assert.ok(verdict.type === "trade");
  assert.deepEqual(verdict.options, [
    { targets: ["mini"], objectives: ["quality"] },
    { targets: ["micro"], objectives: ["latency", "decode-rate", "memory", "footprint"] },
  ]);
  assert.equal(headline, "A trade: mini for quality; micro for latency, decode rate, memory and footprint.");
  assert.match(
    verdict.reasons[0] ?? "",
    /^mini finds \d+% of the expected facets, \d+ points \[\d+, \d+\] more than micro, at 2\.\dx the latency \(p50\), .* and 3\.3x the size on disk\.$/,
  );
  assert.match(
    verdict.reasons[1] ?? "",
    /^Take mini where half the latency is worth less to you than \d+ points of quality/,
  );
  assert.match(
    verdict.reasons[2] ?? "",
    /^Assay's own weights, a judgement that decides nothing here, would put mini first/,
  );
  assert.deepEqual(pareto, ["micro", "mini"]);
});

test("`recommend()` writes the ratio of the figures that the table shows", () => {
  const found = findingOf(choose([micro, mini]), "latency");
  assert.equal(found?.statistic, "p50");
  const { reasons } = choose([micro, mini]).verdict;
  const ratio = ((found?.first ?? 0) / (found?.second ?? 1)).toFixed(1);
  assert.ok(reasons[0]?.includes(`at ${ratio}x the latency (p50)`), reasons[0]);
});

test("`recommend()` lets the user's weights decide a trade, and says when they would turn", () => {
  const { verdict, headline, weights } = choose([mini, micro], { weights: parseWeights("quality=9,latency=1") });
  assert.ok(verdict.type === "take" && verdict.target === "mini" && verdict.basis === "weights");
  assert.equal(headline, "Take mini, by your weights.");
  assert.equal(weights.setBy, "user");
  assert.ok(verdict.reasons.some((line) => /^micro would lead if latency counted \d.*x as much/.test(line)));
  const fast = choose([mini, micro], { weights: parseWeights("latency=1") }).verdict;
  assert.ok(fast.type === "take" && fast.target === "micro" && fast.basis === "evidence");
  assert.match(fast.reasons[0] ?? "", /^micro answers in \d+ ms \(p50\), 0\.4\dx the time of mini\.$/);
});

test("`recommend()` calls targets equal only where equality is shown, and names the smaller", () => {
  const steady = { quality: 1, latencyNoise: 0.01, residentBytes: 100e6 };
  const [a, b] = [
    { id: "a", ...steady, sizeBytes: 22e6 },
    { id: "b", ...steady, sizeBytes: 21.5e6 },
  ];
  const { verdict, headline } = choose([a, b], { weights: parseWeights("latency=1,footprint=1") });
  assert.ok(verdict.type === "equal");
  assert.equal(verdict.target, "b");
  assert.match(headline, /^Equal: .*; take b\.$/);
  assert.match(verdict.reasons[0] ?? "", /are equal in all that counts, within 5% of latency and 5% of footprint\.$/);
  assert.equal(verdict.reasons.at(-1), "Take b, the smaller: 21.5 MB on disk.");
});

test("`recommend()` says that the evidence is not enough where nothing is shown, and what would settle it", () => {
  const { verdict, headline } = choose([mini, { ...mini, id: "other" }]);
  assert.ok(verdict.type === "not-enough-evidence");
  assert.deepEqual(verdict.targets.toSorted(), ["mini", "other"]);
  assert.match(headline, /^Not enough evidence to choose between /);
  assert.match(verdict.reasons[0] ?? "", /quality .* \(open: chance may explain it, and it may matter\)/);
  assert.match(verdict.settle[0] ?? "", /^For quality.*: (about \d+ prompts instead of 24|more than 2000 prompts)\.$/);
});

test("`recommend()` says that few prompts settle nothing, however big the difference", () => {
  const { verdict, comparisons, thinEvidence } = choose(
    [
      { ...mini, quality: 1, sizeBytes: 2e6, residentBytes: 80e6 },
      { ...micro, quality: 0 },
    ],
    {},
    1,
  );
  assert.ok(verdict.type === "not-enough-evidence");
  const quality = comparisons[0]?.findings[0];
  assert.equal(quality?.because, "both have answered 1 of at least 6 prompts");
  assert.equal(quality?.difference?.low, undefined);
  assert.ok(verdict.settle.some((line) => /at least 6 prompts that both answer, instead of 1\.$/.test(line)));
  assert.match(thinEvidence[0] ?? "", /^Only 1 prompt was/);
});

test("`recommend()` concludes nothing from one reading of memory, and much from three", () => {
  const metrics = (value: number) => ({
    "memory-model": { type: "value", metric: "memory-model", n: 1, value } as const,
  });
  const once = choose(
    [
      { ...mini, card: { metrics: metrics(171e6) } },
      { ...mini, id: "other", card: { metrics: metrics(184e6) } },
    ],
    { weights: parseWeights("memory=1") },
  );
  assert.equal(once.verdict.type, "not-enough-evidence");
  assert.equal(findingOf(once, "memory")?.because, "it rests on one reading");
  const thrice = choose([mini, { ...mini, id: "other", residentBytes: 184e6 }], { weights: parseWeights("memory=1") });
  assert.ok(thrice.verdict.type === "take" && thrice.verdict.target === "mini");
});

test("`recommend()` excludes by constraint with the figure, and takes whoever is left by the limits", () => {
  const { verdict, excluded, met, ranking, headline } = choose([mini, micro], {
    constraints: { maxMemoryBytes: 90e6 },
  });
  assert.deepEqual(
    excluded.map(({ target }) => target),
    ["mini"],
  );
  assert.match(excluded[0]?.because ?? "", /^96\.0 MB \[9\d\.\d, 9\d\.\d\] lies above it as a whole$/);
  assert.deepEqual(
    met.map(({ target }) => target),
    ["micro"],
  );
  assert.equal(ranking.length, 1);
  assert.ok(verdict.type === "take" && verdict.basis === "limits");
  assert.equal(headline, "Take micro: it alone keeps the limits.");
  assert.equal(verdict.reasons[0], "micro is the only one left: the other target is excluded or unproven.");
  assert.match(verdict.reasons[2] ?? "", /^It keeps the limit: peak resident memory <= 90 MB \(80\.0 MB \[/);
});

test("`recommend()` never takes a target whose limit is unproven, and names the nearest misses", () => {
  const { verdict, unproven } = choose([mini, micro], { constraints: { maxP95Ms: 5000 } });
  assert.ok(verdict.type === "none");
  assert.deepEqual(
    unproven.map(({ target }) => target),
    ["mini", "micro"],
  );
  assert.deepEqual(verdict.nearest, ["mini", "micro"]);
  assert.deepEqual(verdict.reasons.slice(0, 2), [
    "None of the 2 targets is eligible.",
    '"p95 latency <= 5 s" is unproven for mini and micro.',
  ]);
  assert.match(verdict.reasons[2] ?? "", /^Nearest: mini \("p95 latency <= 5 s": .* has no interval/);
});

test("`recommend()` calls a lone target measured, not recommended", () => {
  const { verdict, headline } = choose([mini]);
  assert.ok(verdict.type === "measured");
  assert.equal(headline, "Measured: mini, compared with nothing.");
  assert.match(verdict.reasons[1] ?? "", /^It finds .* facets and has a latency p50 of .*\.$/);
});

test("`recommend()` takes nothing when all targets failed, or none was measured", () => {
  const error = { code: "model-missing", message: "Cannot load" } as const;
  const failed = { status: "failed", error, prompts: [], metrics: {} } as const;
  const { verdict, excluded } = choose([{ id: "a", card: failed }]);
  assert.ok(verdict.type === "none");
  assert.deepEqual(verdict.reasons.slice(0, 2), ["The only target is not eligible.", '"must answer" excludes a.']);
  assert.equal(excluded[0]?.because, "Cannot load (model-missing)");
  assert.deepEqual(choose([]).verdict, { type: "none", reasons: ["No target was measured."], nearest: [] });
});

test("`recommend()` takes away only the objective in which a target differs from itself", () => {
  const twin = { ...mini, id: "mini#twin", latencyMs: 600, target: { alias: "mini" } };
  const recommendation = choose([mini, micro, twin]);
  assert.equal(recommendation.aaChecks.find(({ objective }) => objective === "latency")?.state, "failed");
  assert.equal(findingOf(recommendation, "latency")?.finding, "open");
  assert.match(findingOf(recommendation, "latency")?.because ?? "", /^mini differs from itself in it: /);
  assert.equal(findingOf(recommendation, "quality")?.better, "mini");
  assert.equal(recommendation.verdict.type, "trade");
  assert.equal(recommendation.ranking.length, 2);
});

test("`recommend()` lets no twin compete, and reports every check", () => {
  const recommendation = choose([mini, micro, { ...mini, id: "mini#twin", target: { alias: "mini" } }]);
  assert.equal(recommendation.comparisons.length, 1);
  assert.ok(
    explainRecommendation(recommendation)
      .flatMap(({ sentences }) => sentences)
      .some((line) => /^A\/A check of mini against itself: quality (passed|undecided) \(/.test(line)),
  );
});

test("`recommend()` leaves timing open where it was disturbed, says so first, and trusts the rest", () => {
  const what = "30 of 48 requests were measured while our own event loop was blocked for more than 20 ms";
  const disturbed = choose([mini, { ...micro, card: { disturbances: [what] } }]);
  assert.match(disturbed.headline, /Timing was disturbed \(micro: 30 of 48 .*\) and decides nothing\.$/);
  assert.equal(findingOf(disturbed, "latency")?.finding, "open");
  assert.equal(findingOf(disturbed, "latency")?.settle, "measure again on a quiet machine");
  assert.equal(findingOf(disturbed, "quality")?.better, "mini");
});

test("`recommend()` asks for prompts and for a quiet machine where both are missing", () => {
  const disturbances = ["the machine was already busy when the run began"];
  const { verdict } = choose([mini, { ...mini, id: "other", card: { disturbances } }], {}, 2);
  assert.ok(verdict.type === "not-enough-evidence");
  assert.match(
    verdict.settle.join(" "),
    /latency.*: measure again on a quiet machine, with at least 6 prompts that both answer, instead of 2\./,
  );
});

test("`recommend()` puts runs together, and weighs only what is known of every candidate", () => {
  const one = syntheticRun({ targets: [mini], id: "run-1" });
  const other = syntheticRun({ targets: [{ ...micro, residentBytes: null }], id: "run-2" });
  const { verdict, weights, thinEvidence, comparisons } = recommend([one, other]);
  assert.equal(verdict.type, "trade");
  assert.equal(weights.values.memory, 0);
  assert.ok(Math.abs(Object.values(weights.values).reduce((sum, weight) => sum + weight, 0) - 1) < 1e-12);
  const memory = comparisons[0]?.findings.find(({ objective }) => objective === "memory");
  assert.deepEqual([memory?.finding, memory?.because], ["unknown", "nothing is known of micro"]);
  assert.ok(thinEvidence.some((line) => /did not take turns/.test(line)));
});

test("`recommend()` compares a pair on the prompts that both answered, each objective on its own", () => {
  const summary = syntheticRun({ targets: [mini, micro] });
  const [a, b] = summary.scorecards;
  assert.ok(a && b);
  const prompts = b.prompts.map(({ facets, ...one }, index) =>
    index < 4 || facets === undefined ? one : { ...one, facets },
  );
  const { comparisons } = recommend([{ ...summary, scorecards: [a, { ...b, prompts }] }]);
  const n = (objective: Objective) =>
    comparisons[0]?.findings.find((one) => one.objective === objective)?.difference?.n;
  assert.deepEqual([n("quality"), n("latency")], [20, 24]);
});

test("`recommend()` is plain data, the same each time", () => {
  const recommendation = choose([mini, micro], { constraints: { minQuality: 0.5 } });
  assert.deepEqual(JSON.parse(JSON.stringify(recommendation)), JSON.parse(JSON.stringify(recommendation)));
  assert.deepEqual(choose([mini, micro], { constraints: { minQuality: 0.5 } }), recommendation);
});

test("`recommend()` names the first of many targets in its headline, and counts the others", () => {
  const { headline } = choose(Array.from({ length: 9 }, (_, index) => ({ ...mini, id: `m${index}` })));
  assert.match(headline, /^Not enough evidence to choose between (m\d, ){4}m\d and 4 more\./);
});

test("a source of quality that was asked for and tells nothing leaves quality open, and no rest decides in its place", () => {
  const run = syntheticRun({ targets: [micro, mini] });
  const asked = { ...run, quality: { source: "people", setBy: "user", others: ["facets"] } } as const;
  const recommendation = recommend([asked]);
  assert.match(recommendation.headline, /^Not enough evidence to choose between m/);
  const { finding, because } = findingOf(recommendation, "quality") ?? {};
  assert.deepEqual([finding, because], ["open", "no answer was scored by people"]);
  assert.deepEqual(recommendation.certainty?.leftOut[0], { objective: "quality", because });
});
