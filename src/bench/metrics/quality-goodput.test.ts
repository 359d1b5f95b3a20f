import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleOf, scriptedTarget } from "../../../test/fixtures/bench/scripted-plan.ts";
import type { TargetMeasurements } from "../../core/metric.ts";
import { QUALITY_GOODPUT } from "./quality-goodput.ts";

const [perMinute, perWattHour, perMoney] = QUALITY_GOODPUT;

/** Answers of 2 s each to so many prompts, three rounds of each; of the prompts the first ones are acceptable. */
function measured(prompts: number, acceptable: number, known = prompts): TargetMeasurements {
  const samples = Array.from({ length: prompts * 3 }, (_, index) =>
    sampleOf([100, 1900], {
      prompt: `p${index % prompts}`,
      round: 1 + Math.floor(index / prompts),
      timeline: { intendedMs: 0, sentMs: index * 5000, endMs: index * 5000 + 2000 },
    }),
  );
  const at = (prompt: string) => Number(prompt.slice(1));
  return {
    target: scriptedTarget("t"),
    samples,
    loads: [],
    memory: [],
    isAcceptable: ({ prompt }) => (at(prompt) < known ? at(prompt) < acceptable : undefined),
  };
}

function assertNear(value: number | undefined, expected: number): void {
  assert.ok(value !== undefined && Math.abs(value - expected) < 1e-9, `${value}`);
}

test("acceptable answers per minute count the very answers, and their interval the prompts", () => {
  const found = perMinute.estimate(measured(20, 10));
  assertNear(found?.value, 15);
  assert.deepEqual([found?.n, found?.of], [20, "prompts"]);
  assert.ok(found?.low !== undefined && found.high !== undefined && found.low > 5 && found.low < 11 && found.high < 25);
});

test("answers that nobody scored are unknown: neither they nor their time count", () => {
  const found = perMinute.estimate(measured(40, 10, 20));
  assertNear(found?.value, 15);
  assert.equal(found?.n, 20);
  assert.equal(perMinute.estimate({ ...measured(20, 10), isAcceptable: undefined }), undefined);
  assert.equal(perMinute.estimate(measured(20, 10, 0)), undefined);
});

test("no acceptable answer is a rate of 0 with an upper end, and few prompts take no interval", () => {
  const none = perMinute.estimate(measured(20, 0));
  assert.deepEqual([none?.value, none?.low], [0, 0]);
  assert.ok(none?.high !== undefined && none.high > 0 && none.high < 8);
  assert.deepEqual(perMinute.estimate(measured(11, 4))?.needs, 12);
});

test("by energy and by cost it is absent until both are known of every scored answer, never 0", () => {
  assert.equal(perWattHour.estimate(measured(20, 10)), undefined);
  assert.equal(perMoney.estimate(measured(20, 10)), undefined);
  const rates = {
    wattsPerCore: 36,
    pricing: { type: "machine", currency: "EUR", perHour: 3.6, source: "stated" },
  } as const;
  const base = measured(20, 10);
  const samples = base.samples.map((sample) => ({ ...sample, processorMs: 1000 }));
  const known = { ...base, samples, rates };
  assertNear(perWattHour.estimate(known)?.value, 50);
  assertNear(perMoney.estimate(known)?.value, 250);
  const [first, ...others] = samples;
  const part = { ...known, samples: [...others, { ...(first ?? others[0]), processorMs: undefined }] };
  assert.equal(perWattHour.estimate(part as TargetMeasurements), undefined);
});
