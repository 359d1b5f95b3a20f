import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchFacet } from "./match-facet.ts";

const SURVEY = ["Helen", "survey", "Wednesday"];
const NOTES = ["Clara", "notes", "Friday"];
const LOG = ["Olga", "log", "Monday"];

/** For each facet the owner who took its place. */
function crossings(words: string, facets: readonly (readonly string[])[]) {
  return facets.map((facet) => {
    const match = matchFacet(facet, words, { others: facets.filter((other) => other !== facet) });
    assert.equal(match.found, match.crossedWith === undefined);
    return match.crossedWith;
  });
}

describe("clauses of several owners", () => {
  const cases: readonly (readonly [
    what: string,
    words: string,
    facets: readonly string[][],
    owners: readonly (string | undefined)[],
  ])[] = [
    [
      "accepts each with its own",
      "helen does the survey by wednesday and clara the notes by friday",
      [SURVEY, NOTES],
      [undefined, undefined],
    ],
    [
      "sees two tasks exchanged",
      "helen does the notes by friday and clara the survey by wednesday",
      [SURVEY, NOTES],
      ["Clara", "Helen"],
    ],
    [
      "sees two dates exchanged",
      "helen does the survey by friday and clara the notes by wednesday",
      [SURVEY, NOTES],
      ["Clara", "Helen"],
    ],
    [
      "sees three tasks passed on",
      "helen notes friday clara log monday olga survey wednesday",
      [SURVEY, NOTES, LOG],
      ["Olga", "Helen", "Clara"],
    ],
    [
      "accepts owners behind their tasks",
      "the survey due wednesday is with helen the notes due friday with clara",
      [SURVEY, NOTES],
      [undefined, undefined],
    ],
    [
      "sees owners behind the wrong tasks",
      "the notes due friday are with helen the survey due wednesday with clara",
      [SURVEY, NOTES],
      ["Clara", "Helen"],
    ],
    [
      "accepts dates in front of owners",
      "by wednesday helen does the survey and by friday clara the notes",
      [SURVEY, NOTES],
      [undefined, undefined],
    ],
    [
      "accepts owners in a row",
      "helen and clara do the survey and the notes by wednesday and friday",
      [SURVEY, NOTES],
      [undefined, undefined],
    ],
    [
      "lets two lists share a date",
      "helen does the survey and clara the notes by friday",
      [["Helen", "survey", "Friday"], NOTES],
      [undefined, undefined],
    ],
    [
      "lets one owner have two tasks",
      "helen does the survey by wednesday and the log by monday and clara the notes by friday",
      [SURVEY, ["Helen", "log", "Monday"], NOTES],
      [undefined, undefined, undefined],
    ],
    [
      "tells an owner from one with a longer name",
      "clara does the log and clara smith the notes by friday",
      [
        ["Clara", "log"],
        ["Clara Smith", "notes", "Friday"],
      ],
      [undefined, undefined],
    ],
  ];
  for (const [what, words, facets, owners] of cases) it(what, () => assert.deepEqual(crossings(words, facets), owners));

  it("leaves a sentence with one owner alone", () => {
    assert.equal(
      matchFacet(SURVEY, "helen does the notes and the survey by wednesday", { others: [NOTES] }).found,
      true,
    );
  });

  it("takes the owner of one list for a phrase of another", () => {
    assert.equal(matchFacet(["Helen", "Clara"], "helen calls clara by friday", { others: [NOTES] }).found, true);
  });
});
