import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareScores, klBound, noiseOf, pairScores } from "./compare-scores.ts";
import type { PromptReading, ScoredToken } from "./reading.ts";

/** A place with the probabilities of its likeliest tokens, best first; the first is the token that stands there. */
function place(shares: Readonly<Record<string, number>>): ScoredToken {
  const top = Object.entries(shares).map(([token, share]) => ({ token, logprob: Math.log(share) }));
  return { token: top[0]?.token ?? "", logprob: top[0]?.logprob, top };
}

const reading = (tokens: readonly ScoredToken[], scored?: readonly ScoredToken[]): PromptReading => ({
  prompt: "p",
  answer: { text: tokens.map(({ token }) => token).join(""), tokens, finishReason: "stop" },
  scored,
});
const equal = { type: "equal" } as const;

describe("klBound()", () => {
  it("is the divergence itself where both name all tokens", () => {
    const bound = klBound(place({ a: 0.5, b: 0.5 }).top, place({ a: 0.75, b: 0.25 }).top);
    // Cover and Thomas, 2nd edition, formula 2.26: 0.5 log(0.5 / 0.75) + 0.5 log(0.5 / 0.25)
    assert.ok(Math.abs(bound - (0.5 * Math.log(2 / 3) + 0.5 * Math.log(2))) < 1e-12);
  });

  it("never exceeds the divergence, what is not named being one outcome", () => {
    const p = { a: 0.6, b: 0.2, c: 0.15, d: 0.05 };
    const q = { a: 0.4, b: 0.3, c: 0.1, d: 0.2 };
    const whole = klBound(place(p).top, place(q).top);
    assert.ok(klBound(place(p).top.slice(0, 2), place(q).top.slice(0, 2)) <= whole);
  });

  it("is 0 for the same scores, in which two halves of characters look alike", () => {
    const top = [
      { token: " ", logprob: Math.log(0.9) },
      { token: "\uFFFD", logprob: Math.log(0.05) },
      { token: " ", logprob: Math.log(0.001) },
    ];
    assert.equal(klBound(top, top.slice(0, 2)), 0);
  });
});

describe("noiseOf()", () => {
  it("is the same where a model is sure of its token and where it is not", () => {
    const shift = (shares: readonly number[], by: readonly number[]) =>
      shares.map((share, index) => ({ token: `${index}`, logprob: Math.log(share) + (by[index] ?? 0) }));
    const by = [0.1, -0.1, 0.1, -0.1];
    const sure = [0.997, 0.001, 0.001, 0.001];
    const unsure = [0.25, 0.25, 0.25, 0.25];
    const noise = [sure, unsure].map((shares) => noiseOf(shift(shares, []), shift(shares, by)));
    assert.ok(Math.abs((noise[0] ?? 0) - (noise[1] ?? 1)) < 1e-12);
  });

  it("does not see a shift of all alike, which only the unnamed tokens make", () => {
    const p = place({ a: 0.5, b: 0.3 }).top;
    const q = p.map(({ token, logprob }) => ({ token, logprob: logprob - 0.2 }));
    assert.ok(noiseOf(p, q) < 1e-12);
  });
});

describe("pairScores()", () => {
  const [a, b, c] = [place({ a: 0.6, b: 0.4 }), place({ b: 0.7, c: 0.3 }), place({ c: 0.8, a: 0.2 })];

  it("takes the whole answer where the other runtime scored it", () => {
    assert.equal(pairScores(reading([a, b, c]), reading([c], [a, b, c]), equal).length, 3);
  });

  it("takes the free answers as far as they agree, and the place where they part", () => {
    const pairs = pairScores(reading([a, b, c]), reading([a, c, c]), equal);
    assert.deepEqual(
      pairs.map(({ ours, theirs }) => ours.token + theirs.token),
      ["aa", "bc"],
    );
  });

  it("takes none of free answers to other prompts: they stand behind other texts", () => {
    const other = { type: "length", ourTokens: 3, theirTokens: 4 } as const;
    assert.deepEqual(pairScores(reading([a, b]), reading([a, b]), other), []);
  });
});

describe("compareScores()", () => {
  it("says nothing of no scores", () => assert.equal(compareScores([]), undefined));

  it("finds the same scores the same", () => {
    const one = place({ a: 0.6, b: 0.3, c: 0.1 });
    assert.deepEqual(compareScores([{ ours: one, theirs: one }]), {
      tokens: 1,
      noise: 0,
      divergence: 0,
      meanDifference: 0,
      sameLikeliest: 1,
    });
  });
});
