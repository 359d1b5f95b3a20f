import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Facet } from "../../core/prompt.ts";
import { matchFacet } from "./match-facet.ts";
import { listMeanings, listParts } from "./match-meaning.ts";
import { scoreAnswer } from "./score-answer.ts";

/** Everything is close, so that only what closeness does not tell decides. */
const closeness = () => 0.9;
const LAUNCH = { means: "the launch moves to spring" };
const RAVI = { means: "Ravi sends 20 books to Ada" };

const CASES: readonly (readonly [facet: Facet, answer: string, found: boolean])[] = [
  [LAUNCH, "The release is pushed back to spring.", true],
  [LAUNCH, "The launch will not move to spring.", false],
  [LAUNCH, "The launch will not move to spring, but the price stays as it is.", true],
  [LAUNCH, "Will the launch move to spring?", false],
  [LAUNCH, "It is unclear whether the launch moves to spring.", false],
  [LAUNCH, "## Rejected\n- move the launch to spring", false],
  [{ means: "nobody was hurt" }, "There were no injuries.", true],
  [{ means: "nobody was hurt" }, "Two people were injured.", false],
  [{ not: LAUNCH }, "The launch will not move to spring.", true],
  [{ not: LAUNCH }, "The release is pushed back to spring.", false],
  [{ any: ["winter", LAUNCH] }, "The release is pushed back to spring.", true],
  [RAVI, "Ravi posts twenty books to Ada.", true],
  [RAVI, "Ravi posts books to Ada.", false],
  [RAVI, "Ravi posts 12 books to Ada.", false],
  [RAVI, "Omar posts 20 books to Ada.", false],
  [RAVI, "Ada posts 20 books to Ravi.", false],
  [RAVI, "Ada is sent 20 books by Ravi.", true],
  [RAVI, "## Ravi\n- Ada gets 20 books", true],
];

describe("facets by meaning", () => {
  for (const [facet, answer, found] of CASES)
    it(`${found ? "finds" : "does not find"} ${JSON.stringify(facet)} in ${JSON.stringify(answer)}`, () =>
      assert.equal(matchFacet(facet, answer, { closeness }).found, found));

  it("names the passage that is close, and takes no other", () => {
    const answer = "All were there. The release is pushed back to spring.";
    const near = (_: string, part: string) => (part.includes("release") ? 0.8 : 0.3);
    assert.equal(matchFacet(LAUNCH, answer, { closeness: near }).where, "The release is pushed back to spring.");
    assert.equal(matchFacet(LAUNCH, answer, { closeness: () => 0.5 }).found, false);
  });

  it("says why a close passage does not count", () => {
    const match = matchFacet(LAUNCH, "The launch will not move to spring.", { closeness });
    assert.equal(match.denied, "negated");
  });

  it("finds none where nothing has been compared", () => {
    assert.equal(scoreAnswer([LAUNCH], "The launch moves to spring.").found, 0);
    assert.equal(scoreAnswer([LAUNCH], "The launch moves to spring.", { closeness }).found, 1);
  });

  it("lists what has to be compared, each once and short enough for the model", () => {
    assert.deepEqual(listMeanings(["x", LAUNCH, { not: LAUNCH }, { any: ["y", RAVI] }]), [LAUNCH.means, RAVI.means]);
    assert.deepEqual(listParts("Yes it does.\n\nYes it does."), ["Yes it does."]);
    assert.ok(listParts("word ".repeat(5000)).every((part) => part.length <= 512));
    assert.deepEqual(listParts(""), []);
  });

  for (const means of ["", "...", "a".repeat(301)])
    it(`refuses ${JSON.stringify(means.slice(0, 9))} as a meaning`, () =>
      assert.throws(() => listMeanings([{ means }]), { code: "invalid-input", message: /`means` must be of 1 word/ }));
});
