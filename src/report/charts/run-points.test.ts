import assert from "node:assert/strict";
import { test } from "node:test";
import { reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import type { Sample } from "../../core/sample.ts";
import { createPointCollector } from "./run-points.ts";

const fixture = reportFixture({ prompts: 4, rounds: 5 });

function collect(samples: readonly Sample[]) {
  const collector = createPointCollector();
  for (const sample of samples) collector.add(sample);
  return collector.points();
}

test("`createPointCollector()` takes latency relative to the prompt's median, warm-up aside", () => {
  const points = collect(fixture.samples);
  assert.equal(points.length, fixture.samples.length);
  const one = points.filter((p) => p.timed && p.target === "notes-micro:q4_0" && p.prompt === "notes-01");
  const sorted = one.map((p) => p.relative ?? 0).sort((a, b) => a - b);
  assert.equal(one.length, 5);
  assert.equal(sorted[2], 1);
});

test("`createPointCollector()` flags as many outliers as the summary counts", () => {
  const points = collect(fixture.samples);
  for (const card of fixture.summary.scorecards)
    assert.equal(points.filter((p) => p.target === card.target.id && p.outlier).length, card.counts.outliers);
});

test("`createPointCollector()` puts the sessions of a resumed run one after the other", () => {
  const half = Math.floor(fixture.samples.length / 2);
  const startMs = fixture.samples[half]?.timeline.sentMs ?? 0;
  const resumed = fixture.samples.map((sample, index) => {
    if (index < half) return sample;
    const { timeline } = sample;
    return { ...sample, timeline: { ...timeline, sentMs: timeline.sentMs - startMs, endMs: timeline.endMs - startMs } };
  });
  const times = createPointCollector();
  for (const sample of resumed) times.add(sample);
  const at = times.points().map((point) => point.atMs);
  const last = resumed.at(-1)?.timeline.sentMs ?? 0;
  const before = resumed[half - 1]?.timeline.endMs ?? 0;
  assert.ok(Math.abs(Math.max(...at) - (before + last)) < 1e-6);
});

test("`createPointCollector()` leaves failed requests out", () => {
  const [first] = fixture.samples;
  assert.ok(first);
  assert.deepEqual(collect([{ ...first, status: "failed" }]), []);
});
