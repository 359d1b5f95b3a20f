import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { GrammarState } from "./grammar-state.ts";
import { createTokenPicker } from "./token-picker.ts";

/** Probabilities 0.5, 0.25, 0.125, 0.125 of tokens 0 to 3. */
const scores = () => Float32Array.from([0.5, 0.25, 0.125, 0.125], (probability) => 7 + Math.log(probability));
const greedy = { temperature: 0, topP: 1, topK: 0, presencePenalty: 0, frequencyPenalty: 0, seed: 1 };

function createFakeGrammar(allowed: readonly number[]) {
  const accepted: number[] = [];
  let freed = 0;
  const grammar: GrammarState = {
    allows: (token) => allowed.includes(token),
    filter: (tokens) => Array.from(tokens).filter((token) => allowed.includes(token)),
    accept: (token) => void accepted.push(token),
    free: () => {
      freed++;
    },
  };
  return { grammar, accepted, freed: () => freed };
}

describe("createTokenPicker()", () => {
  it("reports the model's own log-probabilities, whatever the settings", () => {
    const settings = { ...greedy, temperature: 0.1, topK: 1, presencePenalty: 2, logprobs: 2 };
    const picker = createTokenPicker({ settings, isEnd: () => false });
    assert.equal(picker.pick(scores()).token, 0);
    const picked = picker.pick(scores());
    assert.equal(picked.token, 1, "the first is penalised by now");
    assert.ok(Math.abs((picked.logprob ?? 0) - Math.log(0.25)) < 1e-5);
    assert.deepEqual(
      picked.top?.map(({ token, logprob }) => [token, Math.round(Math.exp(logprob) * 1000)]),
      [
        [0, 500],
        [1, 250],
      ],
    );
  });

  it("draws the same with the same seed", () => {
    const draw = (seed: number) => {
      const picker = createTokenPicker({ settings: { ...greedy, temperature: 2, seed }, isEnd: () => false });
      return Array.from({ length: 20 }, () => picker.pick(scores()).token);
    };
    assert.deepEqual(draw(5), draw(5));
    assert.notDeepEqual(draw(5), draw(6));
  });

  it("takes the likeliest token that the grammar allows, and tells the grammar", () => {
    for (const temperature of [0, 0.01]) {
      const { grammar, accepted } = createFakeGrammar([2, 3]);
      const picker = createTokenPicker({
        settings: { ...greedy, temperature, topK: 1 },
        grammar,
        isEnd: (token) => token === 3,
      });
      assert.equal(picker.pick(scores()).token, 2);
      assert.equal(picker.pick(Float32Array.of(9, 0, 0, 5)).token, 3);
      assert.deepEqual(accepted, [2], "the end of the turn is no part of the text");
    }
  });

  it("fails where the grammar allows nothing, and where the model gives nothing", () => {
    const stuck = createTokenPicker({ settings: greedy, grammar: createFakeGrammar([]).grammar, isEnd: () => false });
    assert.throws(() => stuck.pick(scores()), { code: "unsupported", message: /schema/ });
    const free = createTokenPicker({ settings: greedy, isEnd: () => false });
    assert.throws(() => free.pick(new Float32Array(4).fill(Number.NaN)), { code: "model-invalid" });
  });

  it("frees its grammar", () => {
    const { grammar, freed } = createFakeGrammar([0]);
    createTokenPicker({ settings: greedy, grammar, isEnd: () => false }).close();
    assert.equal(freed(), 1);
  });
});
