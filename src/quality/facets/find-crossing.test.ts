import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findCrossing } from "./find-crossing.ts";

const SURVEY = ["helen", "survey", "wednesday"];
const NOTES = ["clara", "notes", "friday"];
const LOG = ["olga", "log", "monday"];

/** For each facet the owner who took its place. */
function crossings(words: string, facets: readonly (readonly string[])[]) {
  return facets.map((facet) =>
    findCrossing(
      words,
      facet,
      facets.filter((other) => other !== facet),
    ),
  );
}

describe("findCrossing()", () => {
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
      ["clara", "helen"],
    ],
    [
      "sees two dates exchanged",
      "helen does the survey by friday and clara the notes by wednesday",
      [SURVEY, NOTES],
      ["clara", "helen"],
    ],
    [
      "sees three tasks passed on",
      "helen notes friday clara log monday olga survey wednesday",
      [SURVEY, NOTES, LOG],
      ["olga", "helen", "clara"],
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
      ["clara", "helen"],
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
      [["helen", "survey", "friday"], NOTES],
      [undefined, undefined],
    ],
    [
      "lets one owner have two tasks",
      "helen does the survey by wednesday and the log by monday and clara the notes by friday",
      [SURVEY, ["helen", "log", "monday"], NOTES],
      [undefined, undefined, undefined],
    ],
    [
      "tells an owner from one with a longer name",
      "clara does the log and clara smith the notes by friday",
      [
        ["clara", "log"],
        ["clara smith", "notes", "friday"],
      ],
      [undefined, undefined],
    ],
  ];
  for (const [what, words, facets, owners] of cases) it(what, () => assert.deepEqual(crossings(words, facets), owners));

  it("leaves a sentence with one owner alone", () => {
    assert.equal(findCrossing("helen does the notes and the survey by wednesday", SURVEY, [NOTES]), undefined);
  });

  it("takes the owner of one list for a phrase of another", () => {
    assert.equal(findCrossing("helen calls clara by friday", ["helen", "clara"], [NOTES]), undefined);
  });
});
