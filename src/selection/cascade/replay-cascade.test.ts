import assert from "node:assert/strict";
import test from "node:test";
import { createRandom } from "../../lib/random.ts";
import { type CascadeItem, escalates } from "./cascade-item.ts";
import { replayCascade } from "./replay-cascade.ts";
import { traceChosen, traceOracle, traceRandom, traceSignal } from "./trace-signal.ts";

interface Made {
  readonly n: number;
  readonly seed?: number;
  /** How much of the signal tells of the answer: 0 is noise. */
  readonly informative: number;
}

/** The small model is right on half of the prompts, the large one on nine of ten. */
function make({ n, seed = 1, informative }: Made): readonly CascadeItem[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, index) => {
    const isRight = random.next() < 0.5;
    const isLargeRight = random.next() < 0.9;
    const doubt = informative * (isRight ? 0 : 1) + (1 - informative) * random.next();
    return {
      prompt: `${index}`,
      small: { quality: isRight ? 1 : 0, latencyMs: 100, cost: 1 },
      large: { quality: isLargeRight ? 1 : 0, latencyMs: 400, cost: 10 },
      signals: { doubt, noise: random.next(), sureness: -doubt },
    };
  });
}

const DOUBT = { name: "doubt", doubtful: "high" } as const;
const NOISE = { name: "noise", doubtful: "high" } as const;
const SURENESS = { name: "sureness", doubtful: "low" } as const;

test("a signal that tells wrong answers beats the lot on prompts that its threshold was not chosen on", () => {
  const items = make({ n: 200, informative: 0.8 });
  const {
    chosen,
    signals,
    small,
    oracle,
    promisedRate = 0,
  } = replayCascade(items, {
    signals: [DOUBT, NOISE],
    maxRate: 0.4,
    seed: 3,
  });
  const [doubt, noise] = signals;
  assert.equal(chosen?.name, "doubt");
  assert.equal(doubt?.finding, "better");
  assert.ok((doubt?.overRandom.low ?? 0) > 0);
  assert.ok((doubt?.discrimination?.low ?? 0) > 0.8);
  assert.notEqual(noise?.finding, "better");
  assert.ok((doubt?.held.quality ?? 0) > small.quality && (doubt?.held.quality ?? 1) <= oracle.quality + 0.05);
  assert.ok(promisedRate > 0.2 && promisedRate <= 0.4);
  assert.equal(traceChosen(items, (item) => chosen !== undefined && escalates(item, chosen)).rate, promisedRate);
});

test("noise is chosen in no more runs than the level allows", () => {
  const found = Array.from({ length: 60 }, (_, seed) =>
    replayCascade(make({ n: 60, seed: seed + 1, informative: 0 }), { signals: [DOUBT, NOISE], maxRate: 0.4, seed }),
  ).filter(({ chosen }) => chosen !== undefined);
  assert.ok(found.length <= 6, `${found.length} of 60`);
});

test("a signal read from the other end is the same signal", () => {
  const items = make({ n: 80, informative: 0.6 });
  const by = (signal: typeof DOUBT | typeof SURENESS) =>
    replayCascade(items, { signals: [signal], maxRate: 0.5, seed: 1 }).signals[0];
  assert.deepEqual(by(SURENESS)?.held, by(DOUBT)?.held);
  assert.equal(by(SURENESS)?.policy.threshold, 0 - (by(DOUBT)?.policy.threshold ?? Number.NaN));
});

test("a curve goes from none to all, equal values are never parted, and its thresholds lead to its points", () => {
  const items = make({ n: 50, informative: 0.5 }).map((item, index) => ({
    ...item,
    signals: { doubt: Math.floor(index / 10) },
  }));
  const curve = traceSignal(items, DOUBT);
  assert.deepEqual(
    curve.map(({ rate }) => rate),
    [0, 0.2, 0.4, 0.6, 0.8, 1],
  );
  for (const { threshold, ...point } of curve)
    assert.deepEqual(
      traceChosen(items, (item) => escalates(item, { ...DOUBT, threshold })),
      point,
    );
});

test("answers that do not tell a signal stay, and are counted", () => {
  const items = make({ n: 40, informative: 1 }).map((item, index) =>
    index % 2 === 0 ? item : { ...item, signals: {} },
  );
  const { signals } = replayCascade(items, { signals: [DOUBT], maxRate: 1, seed: 1 });
  assert.equal(signals[0]?.told, 20);
  assert.equal(Math.max(...(signals[0]?.curve ?? []).map(({ rate }) => rate)), 0.5);
});

test("escalating takes the time and the cost of both; a cost that is not known of all is left out", () => {
  const items = make({ n: 30, informative: 1 });
  assert.equal(traceRandom(items, 1).latencyMs, 500);
  assert.equal(traceRandom(items, 0.5).cost, 6);
  assert.equal(traceOracle(items)[0]?.cost, 1);
  const [first, ...rest] = items;
  assert.ok(first !== undefined);
  const unpriced = [{ ...first, large: { quality: 1, latencyMs: 1 } }, ...rest];
  assert.equal(traceRandom(unpriced, 0.5).cost, undefined);
});

test("below 12 prompts nothing is shown to beat the lot", () => {
  const { chosen, signals } = replayCascade(make({ n: 11, informative: 1 }), { signals: [DOUBT], maxRate: 1, seed: 1 });
  assert.equal(chosen, undefined);
  assert.deepEqual([signals[0]?.overRandom.low, signals[0]?.finding], [undefined, "open"]);
});

test("a signal that only spares the harm of a worse model beats the lot and is not chosen", () => {
  const items = make({ n: 60, informative: 0 }).map((item, index) => ({
    ...item,
    small: { ...item.small, quality: index % 10 === 0 ? 0 : 1 },
    large: { ...item.large, quality: index % 30 === 0 ? 0.5 : 0 },
    signals: { doubt: index % 10 === 0 ? 1 : 0 },
  }));
  const { chosen, signals } = replayCascade(items, { signals: [DOUBT], maxRate: 0.4, seed: 1 });
  assert.equal(signals[0]?.finding, "better");
  assert.deepEqual(signals[0]?.overSmall, { value: 0, low: 0, high: 0 });
  assert.equal(chosen, undefined);
});
