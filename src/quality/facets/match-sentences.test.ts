import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Facet } from "../../core/prompt.ts";
import { matchFacet } from "./match-facet.ts";
import { wordFacet } from "./word-facet.ts";

const HELEN = ["Helen", "user survey", "Wednesday"];
const CLARA = ["Clara", "release notes", "November 14"];
const VENDOR = "choose Gonati as the vendor";

const STATED: readonly (readonly [facet: Facet, answer: string])[] = [
  [HELEN, "Helen prepares the user survey by Wednesday, not by Friday."],
  [HELEN, "Helen (not Clara) prepares the user survey by Wednesday."],
  [HELEN, "Helen instead of Clara prepares the user survey by Wednesday."],
  [HELEN, "Helen prepares the user survey no later than Wednesday."],
  [HELEN, "Helen was asked to prepare the user survey by Wednesday."],
  [HELEN, "The team asked Helen to prepare the user survey by Wednesday."],
  [HELEN, "The user survey was assigned to Helen and is due Wednesday."],
  [HELEN, "Helen will send Clara the user survey by Wednesday."],
  [
    HELEN,
    "Helen will send the user survey to Clara by Wednesday, and Clara will draft the release notes by November 14.",
  ],
  [
    CLARA,
    "Helen will send the user survey to Clara by Wednesday, and Clara will draft the release notes by November 14.",
  ],
  [CLARA, "Helen prepares the user survey by Wednesday, and by November 14 Clara drafts the release notes."],
  [HELEN, "Helen will draft the agenda by Friday and the user survey by Wednesday."],
  [HELEN, "Helen will not attend, but she prepares the user survey by Wednesday."],
  [HELEN, "## Helen\n- user survey (Wednesday)\n- send the agenda to Clara by Friday"],
  [HELEN, "**By Wednesday**\n- Helen: user survey\n\n**By November 14**\n- Clara: release notes"],
  [CLARA, "**By Wednesday**\n- Helen: user survey\n\n**By November 14**\n- Clara: release notes"],
  [
    HELEN,
    "Helen and Clara are responsible for the user survey and the release notes respectively, due Wednesday and November 14.",
  ],
  [
    CLARA,
    "Helen and Clara are responsible for the user survey and the release notes respectively, due Wednesday and November 14.",
  ],
  [HELEN, "Helen will prepare the user survey and share it with the team by Wednesday."],
  [HELEN, "Helen must not forget to prepare the user survey by Wednesday."],
  [HELEN, "Helen has agreed to prepare the user survey, which is due on Wednesday."],
  [HELEN, "Preparing the user survey (Wednesday) falls to Helen."],
  [HELEN, "The user survey, which Helen is preparing, is due Wednesday."],
  [VENDOR, "Gonati was chosen as the vendor."],
  [VENDOR, "The team selected Gonati as its vendor."],
  [VENDOR, "**Decision:** choose Gonati as the vendor"],
  ["cut the budget by 20 percent", "The budget will be cut by 20%."],
  ["cut the budget by 20 percent", "A 20% budget cut was agreed."],
  ["keep the price at 500 dollars", "The price stays at $500."],
  ["third party", "No data goes to third parties."],
  ["move the launch forward to Wednesday", "The launch was moved forward to Wednesday."],
  ["raise the budget to 4000 dollars", "The budget was increased to $4,000."],
];

const NOT_STATED: readonly (readonly [facet: Facet, answer: string])[] = [
  [HELEN, "Helen will not prepare the user survey by Wednesday."],
  [HELEN, "It is not true that Helen prepares the user survey by Wednesday."],
  [CLARA, "It is false that Helen prepares the agenda, and that Clara drafts the release notes by November 14."],
  [HELEN, "Helen won't prepare the user survey by Wednesday."],
  [HELEN, "The user survey will not be prepared by Helen by Wednesday."],
  [HELEN, "Helen is no longer responsible for the user survey due Wednesday."],
  [HELEN, "Clara, not Helen, prepares the user survey by Wednesday."],
  [HELEN, "Clara instead of Helen prepares the user survey by Wednesday."],
  [HELEN, "Helen prepares the user survey after Wednesday."],
  [HELEN, "Helen told Nadia to prepare the user survey by Wednesday."],
  [HELEN, "Helen asked Clara to prepare the user survey by Wednesday."],
  [HELEN, "Helen assigned the user survey to Clara for Wednesday."],
  [HELEN, "Nadia will prepare the user survey for Helen by Wednesday."],
  [HELEN, "Nadia will send Helen the user survey by Wednesday."],
  [HELEN, "Helen prepares the user survey, and by November 14 Clara drafts the release notes."],
  [HELEN, "By November 14, Helen prepares the user survey and by Wednesday Clara drafts the release notes."],
  [HELEN, "Helen might prepare the user survey by Wednesday."],
  [HELEN, "Will Helen prepare the user survey by Wednesday?"],
  [HELEN, "Helen will draft the agenda by Wednesday and the user survey by Friday."],
  [HELEN, "Originally due Wednesday, Helen's user survey is now due Friday."],
  [HELEN, "The deadline of Helen's user survey moved from Wednesday to Friday."],
  [HELEN, "## Helen\n- Clara: user survey (Wednesday)"],
  [HELEN, "| Owner | Task | Due |\n|---|---|---|\n| Nadia | User survey with Helen | Wednesday |"],
  [HELEN, "## Rejected\n- Helen prepares the user survey by Wednesday"],
  [HELEN, "Meeting on Wednesday\n\n- Helen: user survey"],
  [
    HELEN,
    "Clara and Helen are responsible for the user survey and the release notes respectively, due Wednesday and November 14.",
  ],
  [HELEN, "Helen: user survey\nClara: release notes\n\nWednesday"],
  [
    HELEN,
    "Helen will prepare the user survey. Clara will draft the release notes by November 14. She is done by Wednesday.",
  ],
  [HELEN, "Nobody prepares the user survey; Helen is away until Wednesday."],
  [VENDOR, "The team decided not to choose Gonati as the vendor."],
  [VENDOR, "The team discussed whether to choose Gonati as the vendor."],
  ["cut the budget by 20 percent", "The budget will be cut to 20%."],
  ["keep the price at 500 dollars", "The price will not be kept at $500."],
];

describe("matchFacet() reads what a sentence says", () => {
  for (const [facet, answer] of STATED)
    it(`finds ${wordFacet(facet)} in ${JSON.stringify(answer)}`, () => assert.ok(isFound(facet, answer)));
  for (const [facet, answer] of NOT_STATED)
    it(`does not find ${wordFacet(facet)} in ${JSON.stringify(answer)}`, () => assert.ok(!isFound(facet, answer)));
});

function isFound(facet: Facet, answer: string): boolean {
  return matchFacet(facet, answer, { others: [HELEN, CLARA].filter((other) => other !== facet) }).found;
}
