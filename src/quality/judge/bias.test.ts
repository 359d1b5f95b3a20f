import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { measureLengthBias } from "./length-bias.ts";
import { measureOwnKindBias } from "./own-kind-bias.ts";

const PROMPTS = Array.from({ length: 20 }, (_, index) => index);

describe("measureLengthBias()", () => {
  it("finds a judge that scores the longer of two answers higher", () => {
    const found = measureLengthBias(
      PROMPTS.flatMap((index) => {
        const longer = index % 5 === 0 ? 2 : 4;
        return [
          { prompt: `p${index}`, score: 3, length: 100 },
          { prompt: `p${index}`, score: longer, length: 300 },
        ];
      }),
    );
    assert.equal(found?.rho, 0.6);
    assert.ok((found?.low ?? -1) > 0 && (found?.high ?? 2) < 1);
    assert.deepEqual([found?.answers, found?.prompts], [40, 20]);
  });

  it("is not misled by prompts that call for long answers and are easy", () => {
    const found = measureLengthBias(
      PROMPTS.flatMap((index) => [
        { prompt: `p${index}`, score: index < 10 ? 1 : 4, length: index < 10 ? 10 : 900 },
        {
          prompt: `p${index}`,
          score: index < 10 ? 2 : 5,
          length: (index < 10 ? 10 : 900) + (index % 2 === 0 ? 1 : -1),
        },
      ]),
    );
    assert.equal(found?.rho, 0);
  });

  it("is absent where no prompt tells, and has no interval below 12 prompts", () => {
    assert.equal(measureLengthBias([{ prompt: "p", score: 1, length: 1 }]), undefined);
    const one = { prompt: "p", score: 1, length: 1 };
    assert.equal(measureLengthBias([one, { ...one, length: 2 }]), undefined, "one score for all");
    assert.deepEqual(measureLengthBias([one, { ...one, score: 2, length: 2 }]), { rho: 1, answers: 2, prompts: 1 });
  });
});

describe("measureOwnKindBias()", () => {
  const items = PROMPTS.flatMap((index) =>
    [true, false].map((isOwnKind) => ({
      item: `${index}${isOwnKind}`,
      prompt: `p${index}`,
      isOwnKind,
      scores: { depth: isOwnKind ? 4 : 3 },
    })),
  );
  const people = (own: number) =>
    items.map(({ item, isOwnKind }, index) => ({
      by: "Ann",
      item,
      scores: { depth: isOwnKind ? own : index % 4 === 1 ? 2 : 3 },
    })) as Parameters<typeof measureOwnKindBias>[1];

  it("tells it from answers that people take for better too", () => {
    const favoured = measureOwnKindBias(items, people(3));
    assert.deepEqual([favoured?.points, favoured?.prompts], [0.5, 20]);
    assert.ok((favoured?.interval?.low ?? 0) > 0.2);
    assert.ok((measureOwnKindBias(items, people(4))?.points ?? 1) < 0);
  });

  it("is absent without people, and without answers of both kinds", () => {
    assert.equal(measureOwnKindBias(items, []), undefined);
    assert.equal(
      measureOwnKindBias(
        items.filter(({ isOwnKind }) => isOwnKind),
        people(3),
      ),
      undefined,
    );
  });
});
