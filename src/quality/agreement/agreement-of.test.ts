import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agreementOf } from "./agreement-of.ts";

const rater = (name: string, scores: readonly number[]) => ({
  name,
  scores: new Map(scores.flatMap((score, index) => (score === 0 ? [] : [[`i${index}`, score] as const]))),
});
const options = { unitOf: (item: string) => item, seed: 1 };
const ann = [1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2, 3, 4, 5];
const bob = [1, 2, 3, 4, 5, 4, 4, 3, 3, 1, 2, 2, 4, 5];

describe("agreementOf()", () => {
  it("compares all raters together and two by two, with intervals", () => {
    const { alpha, items, pairs } = agreementOf(
      [rater("Ann", ann), rater("Bob", bob), rater("Cy", [5, 0, 3])],
      options,
    );
    assert.equal(items, 14);
    assert.deepEqual(
      pairs.map((pair) => [...pair.raters, pair.items]),
      [
        ["Ann", "Bob", 14],
        ["Ann", "Cy", 2],
        ["Bob", "Cy", 2],
      ],
    );
    const [first] = pairs;
    assert.ok(alpha?.interval && first?.quadraticKappa?.interval && first.rankCorrelation && first.linearKappa);
    assert.ok(first.quadraticKappa.value > first.linearKappa.value);
    assert.deepEqual([first.exact?.value, first.withinOne?.value], [11 / 14, 1]);
    assert.equal(pairs[1]?.exact?.interval, undefined);
  });

  it("is absent, and never 0, where there is nothing to compare", () => {
    assert.deepEqual(agreementOf([rater("Ann", ann)], options), { alpha: undefined, items: 0, pairs: [] });
    const [apart] = agreementOf([rater("Ann", [1, 0]), rater("Bob", [0, 1])], options).pairs;
    assert.deepEqual([apart?.items, apart?.exact, apart?.quadraticKappa], [0, undefined, undefined]);
    const [same] = agreementOf([rater("Ann", [4, 4, 4]), rater("Bob", [4, 4, 4])], options).pairs;
    assert.deepEqual([same?.exact?.value, same?.quadraticKappa, same?.rankCorrelation], [1, undefined, undefined]);
  });

  it("resamples units as wholes: items of one prompt are no new evidence", () => {
    const three = { ...options, unitOf: (item: string) => `u${Number(item.slice(1)) % 3}` };
    const [pair] = agreementOf([rater("Ann", ann), rater("Bob", bob)], three).pairs;
    assert.deepEqual([pair?.items, pair?.units, pair?.quadraticKappa?.interval], [14, 3, undefined]);
    assert.ok((pair?.quadraticKappa?.value ?? 0) > 0.8);
  });
});
