import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mergePreferences } from "./merge-preferences.ts";
import { type Choice, currentPreferences, type SaidEntry } from "./preference.ts";
import { summarizePreferences } from "./summarize-preferences.ts";

const PROMPTS = 20;
/** Ids whose order has nothing to do with the targets. */
const idOf = (prompt: number, target: string) =>
  `${((prompt * 7) % 3 === 0) === (target === "x") ? "b" : "c"}${prompt}`;
const items = Array.from({ length: PROMPTS }, (_, prompt) =>
  ["x", "y"].map((target) => ({
    item: idOf(prompt, target),
    promptId: `p${prompt}`,
    answer: target === "x" ? "short" : "a long one",
    targets: [target],
  })),
).flat();

type Choose = (prompt: number, left: string) => Choice | null;

/** Who saw `x` left in every other prompt. */
function entriesOf(by: string, choose: Choose, at = "2026-11-30T12:00:00Z"): readonly SaidEntry[] {
  return Array.from({ length: PROMPTS }, (_, prompt) => {
    const [left, right] = prompt % 2 === 0 ? ["x", "y"] : ["y", "x"];
    return {
      type: "preference",
      at,
      by,
      left: idOf(prompt, left ?? ""),
      right: idOf(prompt, right ?? ""),
      choice: choose(prompt, left ?? ""),
    };
  });
}

const likes =
  (target: string, until = PROMPTS): Choose =>
  (prompt, left) =>
    prompt < until === (left === target) ? "left" : "right";
const summarize = (entries: readonly SaidEntry[]) =>
  summarizePreferences(items, entries, { targets: ["x", "y"], seed: 1 });

describe("summarizePreferences()", () => {
  it("gives the share of a target with its interval, ties being a half", () => {
    const [found] =
      summarize(entriesOf("Ann", (prompt, left) => (prompt < 4 ? "both-bad" : likes("x")(prompt, left))))?.targets ??
      [];
    assert.deepEqual(
      [found?.prompts, found?.firstWins, found?.secondWins, found?.ties, found?.bothBad],
      [20, 16, 0, 4, 4],
    );
    assert.equal(found?.firstShare.value, 0.9);
    assert.ok((found?.firstShare.low ?? 0) > 0.6 && (found?.firstShare.high ?? 2) < 1);
  });

  it("tells a person who takes the left answer, or the longer one, whatever it says", () => {
    const left = summarize(entriesOf("Ann", () => "left"));
    assert.deepEqual([left?.bias.left.pairs, left?.bias.left.of, left?.bias.longer.pairs], [20, 20, 10]);
    assert.ok((left?.people[0]?.left.low ?? 0) > 0.8);
    assert.ok((left?.targets[0]?.firstShare.low ?? 1) < 0.5, "nobody wins by it");
    const longer = summarize(entriesOf("Ann", likes("y")))?.bias;
    assert.deepEqual([longer?.left.pairs, longer?.longer.pairs, longer?.longer.of], [10, 20, 20]);
  });

  it("tells how far people agree, by an order of answers that no target has to do with", () => {
    const agreeing = summarize([...entriesOf("Ann", likes("x")), ...entriesOf("Bob", likes("x"))])?.agreement;
    assert.equal(agreeing?.alpha?.value, 1, "also where one target always wins");
    const half = summarize([...entriesOf("Ann", likes("x")), ...entriesOf("Bob", likes("x", 10))])?.agreement;
    assert.equal(half?.pairs[0]?.exact?.value, 0.5);
    assert.ok(Math.abs(half?.pairs[0]?.kappa?.value ?? 1) < 0.2);
    assert.ok((half?.pairs[0]?.kappa?.interval?.high ?? 1) < 0.7);
  });

  it("passes over what is not of the run, and what was taken back", () => {
    assert.equal(summarize([]), undefined);
    assert.equal(summarize([...entriesOf("Ann", likes("x")), ...entriesOf("Ann", () => null)]), undefined);
    for (const left of ["zz", idOf(0, "y")]) {
      const strange = entriesOf("Ann", likes("x")).map(
        (entry) => ({ ...entry, left, right: idOf(0, "y") }) as SaidEntry,
      );
      assert.equal(summarize(strange), undefined);
    }
  });
});

describe("mergePreferences()", () => {
  const [first] = entriesOf("Ann", () => "left");
  const said = { by: "Ann", left: idOf(0, "x"), right: idOf(0, "y") };
  const turned = { by: "Ann", left: said.right, right: said.left };
  const merge = (change: Parameters<typeof mergePreferences>[1][number]) =>
    mergePreferences(first === undefined ? [] : [first], [change], "now");

  it("takes the same choice in the other order for the same, and another one for a change", () => {
    assert.equal(merge({ ...turned, choice: "right" }).same, 1);
    const { changed, entries } = merge({ ...turned, choice: "left" });
    assert.equal(changed, 1);
    const after = currentPreferences([...(first === undefined ? [] : [first]), ...entries]);
    assert.deepEqual(after, [{ ...turned, choice: "left" }]);
    assert.equal(merge({ ...said, choice: "left", much: true }).changed, 1);
    assert.equal(merge({ ...said, by: "Bob", choice: null }).same, 1);
  });
});
