import assert from "node:assert/strict";
import { test } from "node:test";
import { type Character, syntheticRun } from "../../test/fixtures/scorecards/synthetic-run.ts";
import type { Constraints } from "./constraints.ts";
import { recommend } from "./recommend.ts";
import { parseWeights } from "./weights.ts";

const large = { id: "large", quality: 0.85, latencyMs: 420, residentBytes: 900e6, target: { parameters: 7e9 } };
const small = { id: "small", quality: 0.4, latencyMs: 200, residentBytes: 300e6, target: { parameters: 1e9 } };

function sentencesOf(targets: readonly Character[], prompts = 24, constraints: Constraints = {}) {
  return recommend([syntheticRun({ targets, prompts })], { constraints }).sizes?.sentences ?? [];
}

test("a small and a large target are told in three sentences, from the figures", () => {
  const [quality, price, choice, ...more] = sentencesOf([small, large]);
  assert.match(quality ?? "", /^large finds \d+% of the expected facets, \d+ points \[\d+, \d+\] more than small\.$/);
  assert.match(price ?? "", /^Against small, large has 2\.\dx the latency \(p50\) and 3\.0x the memory\.$/);
  assert.match(
    choice ?? "",
    /^So take large where that quality is worth it, and small where it is not; with room for 30\d MB but not for 9\d\d MB only small fits\.$/,
  );
  assert.deepEqual(more, []);
});

test("a limit that leaves one of them is the last word", () => {
  const [, , choice] = sentencesOf([small, large], 24, { maxMemoryBytes: 500e6 });
  assert.match(choice ?? "", /^Under "peak resident memory <= 500 MB" only small is left of the two\.$/);
});

test("what is open is told as open, with what would settle it", () => {
  const [quality, , choice] = sentencesOf([small, { ...large, quality: 0.5 }], 8);
  assert.match(quality ?? "", /^Whether large answers better than small is open: .* prompts instead of 8\.$/);
  assert.equal(choice, "So far nothing shows that large is worth its size, nor that it is not.");
  const unscored = sentencesOf([
    { ...small, quality: null },
    { ...large, quality: null },
  ]);
  assert.equal(unscored[0], "Whether large answers better than small is not known: no answer was scored.");
});

test("answers that nobody's weights count are not said to be unscored", () => {
  const { sizes } = recommend([syntheticRun({ targets: [small, large] })], { weights: parseWeights("latency=1") });
  assert.equal(
    sizes?.sentences[0],
    "Whether large answers better than small was left out, as quality has no weight here.",
  );
});

test("a larger one that answers worse is not worth its size", () => {
  const [quality, , choice] = sentencesOf([
    { ...small, quality: 0.85 },
    { ...large, quality: 0.3 },
  ]);
  assert.match(quality ?? "", /^large, the larger, answers worse than small: -\d+ points \[-\d+, -\d+\] of quality\.$/);
  assert.equal(choice, "So nothing that was measured speaks for the larger one: take small.");
});

test("nothing is told of targets that are about as large, or of unknown size", () => {
  assert.deepEqual(sentencesOf([small, { ...large, target: { parameters: 1.5e9 } }]), []);
  assert.deepEqual(
    sentencesOf([
      { ...small, target: {}, sizeBytes: null },
      { ...large, target: {} },
    ]),
    [],
  );
});
