import assert from "node:assert/strict";
import { test } from "node:test";
import { runOf, sampleOf, scriptedPlan } from "../../../test/fixtures/bench/scripted-plan.ts";
import type { JournalEntry } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import { summarizeRun } from "./summarize-run.ts";

const plan = scriptedPlan({ rounds: 2 });

function sample(target: string, prompt: string, round: number, endMs: number, options: Partial<Sample> = {}): Sample {
  const timeline = { intendedMs: 0, sentMs: 0, firstTokenMs: 1, lastTokenMs: endMs, endMs };
  return sampleOf([1, endMs], { cell: `${target}/${prompt}/${round}`, target, prompt, round, timeline, ...options });
}

function cardOf(entries: readonly JournalEntry[], target = "a") {
  const card = summarizeRun(runOf(plan), entries).scorecards.find((one) => one.target.id === target);
  assert.ok(card);
  return card;
}

test("`summarizeRun()` counts prompts, not rounds, as evidence", () => {
  const entries = plan.prompts.prompts.flatMap(({ id }, index) =>
    [1, 2].map((round) => sample("a", id, round, 100 + index * 10 + round)),
  );
  const e2e = cardOf(entries).metrics.e2e;
  assert.ok(e2e?.type === "distribution");
  assert.equal(e2e.n, 6);
  assert.equal(e2e.mean.n, 3);
  assert.equal(e2e.mean.of, "prompts");
  assert.equal(e2e.p95.low, undefined);
  assert.ok((e2e.p95.needs ?? 0) > 3);
  assert.ok(e2e.p95.value <= e2e.max);
});

test("`summarizeRun()` scores the very answers that were timed, pooled over prompts with facets", () => {
  const entries = [
    sample("a", "p1", 1, 10, { text: "one and two" }),
    sample("a", "p1", 2, 10, { text: "one and two" }),
    sample("a", "p2", 1, 10, { text: "three only" }),
    sample("a", "p3", 1, 10, { text: "no facets here" }),
  ];
  const card = cardOf(entries);
  assert.equal(card.facets?.found, 3);
  assert.equal(card.facets?.expected, 4);
  assert.equal(card.facets?.ratio.value, 0.75);
  assert.deepEqual(
    card.prompts.map(({ facets }) => facets?.found),
    [2, 1, undefined],
  );
  assert.deepEqual(card.prompts[1]?.facets?.missed, ["four"]);
});

test("`summarizeRun()` keeps failed requests out of every figure and says how many there were", () => {
  const error = { code: "timeout", message: "late" } as const;
  const card = cardOf([sample("a", "p1", 1, 10), sample("a", "p1", 2, 9999, { status: "failed", error })]);
  assert.equal(card.status, "partial");
  assert.deepEqual(card.counts, { timed: 2, failed: 1, capped: 0, empty: 0, cutThinking: 0, outliers: 0 });
  assert.ok(card.metrics.e2e?.type === "distribution" && card.metrics.e2e.max === 10);
  assert.deepEqual(card.prompts[0]?.flags, ["failed"]);
});

test("`summarizeRun()` tells a target that never answered from one that was never asked about a metric", () => {
  const failure = { type: "failure", target: "b", error: { code: "model-missing", message: "gone" } } as const;
  const card = cardOf([failure], "b");
  assert.equal(card.status, "failed");
  assert.equal(card.error?.code, "model-missing");
  assert.deepEqual(card.metrics, {});
  assert.equal(card.facets, undefined);
});

test("`summarizeRun()` forgets a failure that a resumed session has made good", () => {
  const failure = { type: "failure", target: "a", error: { code: "timeout", message: "late" } } as const;
  assert.equal(cardOf([failure, sample("a", "p1", 1, 10)]).status, "ok");
  assert.equal(cardOf([sample("a", "p1", 1, 10), failure]).status, "partial");
});

test("`summarizeRun()` flags capped and empty answers", () => {
  const card = cardOf([
    sample("a", "p1", 1, 10, { finishReason: "length" }),
    sample("a", "p2", 1, 10, { text: " \n" }),
  ]);
  assert.equal(card.counts.capped, 1);
  assert.equal(card.counts.empty, 1);
  assert.deepEqual(
    card.prompts.map(({ flags }) => flags),
    [["capped"], ["empty"], []],
  );
});

test("`summarizeRun()` tells answers that the limit ended while thinking from others without text", () => {
  const card = cardOf([
    sample("a", "p1", 1, 10, { text: "", reasoning: "hm", finishReason: "length" }),
    sample("a", "p1", 2, 10, { text: "", finishReason: "tool-call" }),
    sample("a", "p2", 1, 10),
  ]);
  assert.deepEqual([card.counts.empty, card.counts.cutThinking], [2, 1]);
  assert.deepEqual(
    card.prompts.map(({ answers }) => answers),
    [0, 1, 0],
  );
});

test("`summarizeRun()` says that latency drifted, whatever the prompts' own lengths", () => {
  const entries = Array.from({ length: 30 }, (_, i) => {
    const prompt = plan.prompts.prompts[i % 3]?.id ?? "";
    const endMs = (100 + (i % 3) * 500) * (1 + i * 0.02);
    return sample("a", prompt, i, endMs, { timeline: { intendedMs: i * 10, sentMs: i * 10, endMs: i * 10 + endMs } });
  });
  const card = cardOf(entries);
  assert.ok((card.drift?.rho ?? 0) > 0.9);
  assert.ok(card.warnings.some(({ message }) => message.includes("latency rose")));
});

test("`summarizeRun()` marks requests that were timed while the event loop was blocked", () => {
  const card = cardOf([sample("a", "p1", 1, 10, { loopDelayMs: 80 }), sample("a", "p1", 2, 10, { loopDelayMs: 1 })]);
  assert.match(card.warnings.map(({ message }) => message).join(), /1 of 2 requests/);
  assert.match(card.disturbances.join(), /1 of 2 requests/);
  const few = Array.from({ length: 20 }, (_, i) => sample("a", "p1", i, 10, { loopDelayMs: i === 0 ? 80 : 1 }));
  assert.deepEqual(cardOf(few).disturbances, []);
});

test("`summarizeRun()` says which answers were longer than allowed, and which came impossibly fast", () => {
  const deltas = { atMs: [1, 1.2, 1.4], tokens: [1, 200, 200], characters: [1, 900, 900] };
  const card = cardOf([
    sample("a", "p1", 1, 10, { deltas, usage: { completionTokens: 401 }, maxTokens: 160 }),
    sample("a", "p2", 1, 10),
  ]);
  assert.deepEqual(
    card.warnings.map(({ code, message }) => [code, message.slice(0, 30)]),
    [
      ["measurement-disturbed", "1 of 2 answers came faster tha"],
      ["parameter-ignored", "1 of 2 answers holds more toke"],
    ],
  );
  assert.equal(card.absent["decode-rate"]?.[0]?.requests, 1);
  assert.ok(card.metrics["decode-rate"]?.n === 1);
});

test("`summarizeRun()` tells a finished run from one that was cut", () => {
  const session = { type: "session", startedAt: "2026-01-02", clockOrigin: 0, processId: 1 } as const;
  const end = { type: "end", status: "complete", endedAt: "2026-01-02" } as const;
  assert.equal(summarizeRun(runOf(plan), [session]).status, "running");
  assert.equal(summarizeRun(runOf(plan), [session, end]).status, "complete");
  assert.equal(summarizeRun(runOf(plan), [session, end, session]).status, "running");
});

test("`summarizeRun()` puts the sessions of a resumed run one after the other when it looks for drift", () => {
  const session = (clockOrigin: number) =>
    ({ type: "session", startedAt: "2026-01-02", clockOrigin, processId: 1 }) as const;
  const at = (sentMs: number, took: number, round: number) =>
    sample("a", "p1", round, took, { timeline: { intendedMs: sentMs, sentMs, endMs: sentMs + took } });
  // Slower and slower; the second process counts its time from 0 again.
  const first = [0, 1, 2, 3, 4, 5].map((i) => at(5000 + i * 100, 100 + i, i));
  const second = [6, 7, 8, 9, 10, 11].map((i) => at(i, 100 + i, i));
  const { drift } = cardOf([session(1_000_000), ...first, session(2_000_000), ...second]);
  assert.equal(drift?.rho, 1);
});

test("`summarizeRun()` scores every answer by its own text", () => {
  const card = cardOf([
    sample("a", "p1", 1, 10, { text: "one and two" }),
    sample("a", "p1", 2, 10, { text: "neither" }),
  ]);
  assert.equal(card.facets?.found, 1);
});

test("`summarizeRun()` says where the meeting notes come from when a demonstration model answered them", () => {
  const source = { type: "file", path: "/models/assay-notes-mini-q8_0.gguf" } as const;
  const prompts = { ...plan.prompts, source: "meeting-notes" };
  const noticesOf = (parts: Partial<typeof plan>) =>
    summarizeRun(runOf({ ...plan, prompts, ...parts }), []).warnings.filter(({ message }) => /grammar/.test(message));
  const [first, ...rest] = plan.targets;
  assert.ok(first);
  const targets = [...rest, { ...first, source }];
  assert.equal(noticesOf({ targets }).length, 1);
  assert.deepEqual(noticesOf({}), []);
  assert.deepEqual(noticesOf({ targets, prompts: plan.prompts }), []);
});

test("`summarizeRun()` scores facets by meaning by what was compared, and no answer before all are", () => {
  const means = "one is there";
  const prompts = { name: "p", prompts: [{ id: "p1", prompt: "?", facets: [{ means }, "one"] }] };
  const run = runOf({ ...plan, prompts });
  const entries = [sample("a", "p1", 1, 10, { text: "one" }), sample("b", "p1", 1, 10, { text: "two" })];
  const compared = (part: string, value: number) =>
    ({ type: "meaning", model: "m", values: [{ means, part, value }] }) as const;
  const end = { type: "end", status: "complete", endedAt: "" } as const;
  const half = summarizeRun(run, [...entries, compared("one", 0.9), end]);
  assert.deepEqual(
    half.scorecards.map(({ facets }) => facets),
    half.scorecards.map(() => undefined),
  );
  assert.ok(half.warnings.some(({ message }) => /1 prompt are not scored.*Resume/.test(message)));
  const whole = summarizeRun(run, [...entries, compared("one", 0.9), compared("two", 0.2), end]);
  assert.deepEqual(
    whole.scorecards.slice(0, 2).map(({ facets }) => facets?.found),
    [2, 0],
  );
  assert.deepEqual(whole.scorecards[0]?.prompts[0]?.closeness, [{ means, part: "one", value: 0.9 }]);
});
