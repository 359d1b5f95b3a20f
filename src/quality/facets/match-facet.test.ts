import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchFacet } from "./match-facet.ts";

const SURVEY = ["Helen", "user survey", "Wednesday"];
const NOTES = ["Clara", "release notes", "November 14"];

describe("matchFacet()", () => {
  it("says where a phrase stands", () => {
    assert.deepEqual(matchFacet("user survey", "All is well. Helen has the User Survey!"), {
      found: true,
      phrases: [{ phrase: "user survey", found: true }],
      where: "Helen has the User Survey!",
      crossedWith: undefined,
      denied: undefined,
    });
  });

  it("finds a list in one line", () => {
    const match = matchFacet(SURVEY, "Tasks:\n- Helen: prepare the user survey (due Wed.)");
    assert.equal(match.found, true);
    assert.equal(match.where, "Helen: prepare the user survey (due Wed.)");
  });

  it("does not find a list over two sentences, but each phrase", () => {
    const match = matchFacet(SURVEY, "Helen prepares the user survey. Clara is back on Wednesday.");
    assert.equal(match.found, false);
    assert.equal(match.where, undefined);
    assert.deepEqual(
      match.phrases.map(({ found }) => found),
      [true, true, true],
    );
  });

  it("does not find a task that another line gives to another person", () => {
    const answer = "- Clara: the user survey (Wednesday)\n- Helen: the release notes (November 14)";
    assert.equal(matchFacet(SURVEY, answer).found, false);
    assert.equal(matchFacet(NOTES, answer).found, false);
  });

  it("says which phrase is missing", () => {
    const match = matchFacet(SURVEY, "Helen prepares the user survey by Friday.");
    assert.deepEqual(
      match.phrases.map(({ found }) => found),
      [true, true, false],
    );
  });

  it("finds a phrase never in a longer word or number", () => {
    assert.equal(matchFacet("cat", "They concatenate.").found, false);
    assert.equal(matchFacet("12", "1200, 12.5, 0.12 and 112").found, false);
    assert.equal(matchFacet("July 1", "July 12 and July 1.5").found, false);
    assert.equal(matchFacet("Ann", "Anna and Hannah").found, false);
  });

  it("finds a phrase never across two sentences", () => {
    assert.equal(matchFacet("device order", "It is on the device. Order it.").found, false);
  });

  it("names the owner who took the place", () => {
    const answer =
      "Helen will draft the release notes by November 14 and Clara will prepare the user survey by Wednesday.";
    const match = matchFacet(SURVEY, answer, { others: [NOTES] });
    assert.equal(match.found, false);
    assert.equal(match.crossedWith, "Clara");
    assert.equal(matchFacet(SURVEY, answer).found, false);
  });

  it("takes a right sentence beside a mixed-up one", () => {
    const answer = "Helen has the release notes and Clara the user survey on Wednesday.\nHelen: user survey, Wednesday";
    assert.equal(matchFacet(SURVEY, answer, { others: [NOTES] }).where, "Helen: user survey, Wednesday");
  });

  it("finds nothing in an empty answer", () => {
    for (const answer of ["", " \n\t", "..."]) assert.equal(matchFacet("notes", answer).found, false);
  });

  it("refuses a facet that could never be found, or always", () => {
    for (const facet of ["", " ", "?!", [], ["Helen", ""], { any: [] }, { not: [] }, ["Helen", { any: [] }]])
      assert.throws(() => matchFacet(facet, "Helen"), {
        code: "invalid-input",
        message: /^A (phrase of a )?facet must have at least one /,
      });
  });
});
