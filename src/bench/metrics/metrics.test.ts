import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleOf, scriptedTarget } from "../../../test/fixtures/bench/scripted-plan.ts";
import type { Metric, RequestMetric, TargetMetric } from "../../core/metric.ts";
import type { Sample } from "../../core/sample.ts";
import type { Scorecard } from "../summary/scorecard.ts";
import { METRICS, type MetricId } from "./metrics.ts";

function findMetric(id: string): Metric | undefined {
  return METRICS.find((metric) => metric.id === id);
}

function request(id: string): RequestMetric {
  const metric = findMetric(id);
  assert.ok(metric?.type === "request");
  return metric;
}

function target(id: string): TargetMetric {
  const metric = findMetric(id);
  assert.ok(metric?.type === "target");
  return metric;
}

const measure = (id: string, samples: readonly Sample[]) =>
  target(id).value({ target: scriptedTarget("a"), samples, loads: [], memory: [] });

test("every metric has an id of its own and says its formula, unit, direction and source", () => {
  assert.equal(new Set(METRICS.map(({ id }) => id)).size, METRICS.length);
  for (const metric of METRICS) {
    assert.match(metric.id, /^[a-z0-9-]+$/);
    assert.ok(metric.formula.length > 5 && metric.source.length > 5, metric.id);
  }
});

test("`ttft` counts from sending to the first text, not to the role chunk", () => {
  const sample = sampleOf([30, 40], {
    timeline: { intendedMs: 90, sentMs: 100, firstChunkMs: 105, firstTokenMs: 130, lastTokenMs: 140, endMs: 141 },
  });
  assert.deepEqual(request("ttft").values(sample), [30]);
  assert.deepEqual(request("wait").values(sample), [30]);
  assert.deepEqual(request("e2e").values(sample), [41]);
});

test("`ttft` is absent for an answer that came in one piece", () => {
  const whole = sampleOf([500], {
    usage: { completionTokens: 80 },
    deltas: { atMs: [500], tokens: [null], characters: [400] },
  });
  assert.deepEqual(request("ttft").values(whole), []);
  assert.deepEqual(request("decode-rate").values(whole), []);
  assert.deepEqual(request("e2e").values(whole), [501]);
});

test("`itl` takes a chunk of several tokens for several tokens, and leaves out gaps that it hides", () => {
  const sample = sampleOf([10, 20, 50, 60], {
    deltas: { atMs: [10, 20, 50, 60], tokens: [1, 1, 3, 1], characters: [1, 1, 3, 1] },
    usage: { completionTokens: 6 },
  });
  assert.deepEqual(request("itl").values(sample), [10, 10]);
  assert.deepEqual(request("icl").values(sample), [10, 30, 10]);
  assert.deepEqual(request("stall").values(sample), [30]);
});

test("`itl` is absent where nobody says how many tokens a chunk holds", () => {
  const sample = sampleOf([10, 20], { deltas: { atMs: [10, 20], tokens: [null, null], characters: [1, 1] } });
  assert.deepEqual(request("itl").values(sample), []);
  assert.deepEqual(request("icl").values(sample), [10]);
});

/** Chunks that arrive at the given ms with a count at the end only, as most servers tell it. */
const uncounted = (atMs: readonly number[], completionTokens: number, more: Partial<Sample> = {}) =>
  sampleOf(atMs, {
    deltas: { atMs, tokens: atMs.map(() => null), characters: atMs.map(() => 4) },
    usage: { completionTokens },
    ...more,
  });

test("`decode-rate` is absent where the first arrival holds an unknown number of tokens, and says why", () => {
  // Six of 16 tokens in the first chunk, counted at the end only: 75 tokens/s where 50 is true.
  const batched = uncounted([10, 30, 50, 70, 90, 110, 130, 150, 170, 190, 210], 16);
  for (const id of ["decode-rate", "tpot"]) {
    assert.deepEqual(request(id).values(batched), []);
    assert.equal(request(id).whyAbsent?.(batched), "nobody says how many tokens came first");
  }
});

test("`decode-rate` takes a chunk for a token where as many were counted, but for an end token", () => {
  assert.deepEqual(request("decode-rate").values(uncounted([10, 20, 30], 3)), [100]);
  assert.deepEqual(request("decode-rate").values(uncounted([10, 20, 30], 4)), [100]);
  assert.deepEqual(request("decode-rate").values(uncounted([10, 20, 30], 4, { finishReason: "length" })), []);
  assert.deepEqual(request("decode-rate").values(uncounted([10, 20, 30], 2)), []);
});

test("deltas of one read are one arrival: no gap lies between them, and the first holds all of theirs", () => {
  // Four events in each packet, 40 ms apart: 100 tokens/s.
  const packets = Array.from({ length: 16 }, (_, index) => 10 + 40 * Math.floor(index / 4) + 0.001 * (index % 4));
  const sample = uncounted(packets, 16);
  assert.deepEqual(request("decode-rate").values(sample), [100]);
  assert.deepEqual(request("tpot").values(sample), [10]);
  assert.deepEqual(request("characters-rate").values(sample), [400]);
  assert.deepEqual(request("icl").values(sample), [40, 40, 40]);
  assert.deepEqual(request("itl").values(sampleOf(packets)), []);
  assert.deepEqual(request("stall").values(sample), [40]);
});

test("no rate is shown that nothing reaches, in any unit, and the reason says so", () => {
  const atOnce = sampleOf([10, 10.4], { deltas: { atMs: [10, 10.4], tokens: [1, 500], characters: [4, 2000] } });
  for (const id of ["decode-rate", "characters-rate"]) {
    assert.deepEqual(request(id).values({ ...atOnce, usage: { completionTokens: 501 } }), [], id);
    assert.match(
      request(id).whyAbsent?.({ ...atOnce, usage: { completionTokens: 501 } }) ?? "",
      /^nothing is that fast/,
    );
  }
  const cached = sampleOf([0.001], { usage: { promptTokens: 1000, completionTokens: 1 } });
  assert.deepEqual(request("prefill-rate-by-ttft").values(cached), []);
});

test("`decode-rate` and `tpot` leave the tokens of the first delta out", () => {
  const sample = sampleOf([10, 20, 30]);
  assert.deepEqual(request("decode-rate").values(sample), [100]);
  assert.deepEqual(request("tpot").values(sample), [10]);
  const grouped = sampleOf([10, 20], {
    deltas: { atMs: [10, 20], tokens: [4, 2], characters: [8, 4] },
    usage: { completionTokens: 6 },
  });
  assert.deepEqual(request("tpot").values(grouped), [5]);
});

test("`decode-rate` refuses a rate that no machine reaches", () => {
  const sample = sampleOf([10, 10.1], {
    deltas: { atMs: [10, 10.1], tokens: [null, null], characters: [9, 9] },
    usage: { completionTokens: 1000 },
  });
  assert.deepEqual(request("decode-rate").values(sample), []);
});

test("`prefill-rate` counts only prompt tokens that were computed, by the engine's own time", () => {
  const sample = sampleOf([10], {
    usage: { promptTokens: 120, cachedPromptTokens: 20, completionTokens: 1 },
    timings: { prefillMs: 50 },
  });
  assert.deepEqual(request("prefill-rate").values(sample), [2000]);
  assert.deepEqual(request("prefill-rate-by-ttft").values(sample), []);
  const untold = sampleOf([10], { usage: { promptTokens: 100, completionTokens: 1 } });
  assert.deepEqual(request("prefill-rate").values(untold), []);
  assert.deepEqual(request("prefill-rate-by-ttft").values(untold), [10_000]);
});

test("`throughput` divides all tokens by the time in which a request was under way, not by a mean of rates", () => {
  const at = (sentMs: number, endMs: number, completionTokens: number) =>
    sampleOf([1], { timeline: { intendedMs: sentMs, sentMs, endMs }, usage: { completionTokens } });
  // Busy from 0 to 150 and from 1000 to 1050: 200 ms for 40 tokens.
  const samples = [at(0, 100, 10), at(50, 150, 20), at(1000, 1050, 10)];
  assert.equal(measure("throughput", samples), 200);
  assert.equal(measure("throughput", [...samples, sampleOf([1], { usage: {} })]), undefined);
  const overstated = sampleOf([1], { usage: { completionTokens: 99_999 } });
  assert.equal(measure("throughput", [...samples, overstated]), undefined, "one count that cannot be true");
});

test("`ttfot` tells the first useful word from the first token of reasoning", () => {
  const sample = sampleOf([10, 90], {
    reasoning: "hm",
    timeline: { intendedMs: 100, sentMs: 100, firstTokenMs: 110, firstContentMs: 190, lastTokenMs: 190, endMs: 191 },
  });
  assert.deepEqual(request("ttft").values(sample), [10]);
  assert.deepEqual(request("ttfot").values(sample), [90]);
  assert.deepEqual(request("ttfot").values(sampleOf([10, 90])), []);
});

test("load times are apart by what the file cache held, and what was neither cold nor warm is not shown", () => {
  const load = (loadMs: number, cache: "cold" | "warm" | "unknown") =>
    ({ type: "load", target: "a", loadMs, cache, info: { engine: "fake", warnings: [] } }) as const;
  const measured = { target: scriptedTarget("a"), samples: [], memory: [] };
  const loads = [load(900, "cold"), load(300, "warm"), load(500, "warm"), load(10, "unknown")];
  assert.equal(target("load-cold").value({ ...measured, loads }), 900);
  assert.equal(target("load-warm").value({ ...measured, loads }), 400);
  assert.equal(target("load-warm").value({ ...measured, loads: [] }), undefined);
});

test("memory is the highest reading, and absent when the system gives none", () => {
  const entry = (peakResidentBytes?: number) =>
    ({
      type: "memory",
      target: "a",
      memory: { ...(peakResidentBytes !== undefined && { peakResidentBytes }) },
    }) as const;
  const measured = { target: scriptedTarget("a"), samples: [], loads: [] };
  assert.equal(target("memory-resident").value({ ...measured, memory: [entry(5), entry(9), entry()] }), 9);
  assert.equal(target("memory-resident").value({ ...measured, memory: [entry()] }), undefined);
});

test("memory of the model is what it adds to its process, at its highest, with every reading kept", () => {
  const entry = (peakResidentBytes: number, hostBytes?: number) =>
    ({ type: "memory", target: "a", memory: { peakResidentBytes, hostBytes } }) as const;
  const measured = { target: scriptedTarget("a"), samples: [], loads: [], memory: [entry(175, 70), entry(180, 60)] };
  assert.equal(target("memory-model").value(measured), 120);
  assert.deepEqual(target("memory-model").readings?.(measured), [105, 120]);
  assert.equal(target("memory-host").value(measured), 65);
  assert.equal(target("memory-model").value({ ...measured, memory: [entry(175)] }), 175);
});

test("a metric that there is not does not compile", () => {
  const known: MetricId = "ttft";
  // @ts-expect-error: a misspelt id
  const misspelt: MetricId = "tttf";
  // @ts-expect-error: a misspelt id of a scorecard
  const read = ({ metrics }: Scorecard) => metrics.throughputs;
  assert.notEqual(known, misspelt);
  assert.equal(read.length, 1);
});
