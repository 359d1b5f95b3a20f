import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AnsweredItem } from "../annotations/summarize-annotations.ts";
import { selectPairs, sideOfFirst } from "./select-pairs.ts";

/** An answer of each target to each prompt; `same` says which two gave the same. */
function makeItems(targets: readonly string[], prompts: number, same: readonly string[] = []): readonly AnsweredItem[] {
  return Array.from({ length: prompts }, (_, index) => `p${index}`).flatMap((promptId) => {
    const own = targets.filter((target) => !same.includes(target)).map((target) => [target]);
    return (same.length > 0 ? [...own, same] : own).map((by) => ({
      item: `${promptId}${by.join("+")}`,
      promptId,
      answer: by.join(),
      targets: by,
    }));
  });
}

describe("selectPairs()", () => {
  it("compares every two targets once a prompt, and equally often wherever somebody stops", () => {
    const targets = ["x", "y", "z"];
    const items = makeItems(targets, 5);
    assert.equal(selectPairs(items, { targets, seed: 1 }).length, 15);
    for (const most of [3, 6, 7, 14]) {
      const pairs = selectPairs(items, { targets, seed: 1, most });
      assert.equal(pairs.length, most);
      const counts = [["x", "y"] as const, ["x", "z"] as const, ["y", "z"] as const].map(
        (two) => pairs.filter((pair) => sideOfFirst(pair, two) !== undefined).length,
      );
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `${most}: ${counts}`);
      assert.ok(pairs.every(([one, other]) => one.promptId === other.promptId && one !== other));
    }
    assert.notDeepEqual(selectPairs(items, { targets, seed: 1 }), selectPairs(items, { targets, seed: 2 }));
  });

  it("leaves equal answers out, and lets one comparison count for all who gave an answer", () => {
    const targets = ["x", "y", "z"];
    const pairs = selectPairs(makeItems(targets, 4, ["y", "z"]), { targets, seed: 1 });
    assert.equal(pairs.length, 4);
    for (const pair of pairs) {
      assert.equal(sideOfFirst(pair, ["y", "z"]), undefined);
      assert.notEqual(sideOfFirst(pair, ["x", "y"]), undefined);
      assert.equal(sideOfFirst(pair, ["x", "y"]), sideOfFirst(pair, ["x", "z"]));
    }
    assert.deepEqual(selectPairs(makeItems(["x"], 4), { targets: ["x"], seed: 1 }), []);
  });

  it("takes one of several answers that a target gave, and no pair that both gave", () => {
    const items = [
      { item: "a", promptId: "p", answer: "a", targets: ["x", "y"] },
      { item: "b", promptId: "p", answer: "b", targets: ["x"] },
    ];
    assert.equal(selectPairs(items, { targets: ["x", "y"], seed: 1 }).length, 1);
    const both = items.map((item) => ({ ...item, targets: ["x", "y"] }));
    assert.deepEqual(selectPairs(both, { targets: ["x", "y"], seed: 1 }), []);
  });
});
