import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scoreAnswer } from "./score-answer.ts";

// Prompts of the meeting-notes set with their references.
const PROMPTS = [
  {
    facets: [
      "choose Gonati as the vendor",
      ["Helen", "user survey", "Wednesday"],
      ["Clara", "release notes", "November 14"],
    ],
    reference:
      "The Lehe team decided to choose Gonati as the vendor. Helen will prepare the user survey by Wednesday and Clara will draft the release notes by November 14.",
  },
  {
    facets: [
      ["Oscar", "onboarding guide", "Tuesday"],
      ["Leo", "device order", "January 17"],
      ["Sipire", "risk register", "Wednesday"],
    ],
    reference:
      "- Oscar: finish the onboarding guide (due Tuesday)\n- Leo: correct the device order (due January 17)\n- Sipire: share the risk register (due Wednesday)",
  },
  {
    facets: [
      "cut the budget by 20 percent",
      ["Bianca", "launch checklist", "Monday"],
      ["Tulofa", "user survey", "August 6"],
      ["Deepa", "device order", "Friday"],
    ],
    reference:
      "The Ramego team decided to cut the budget by 20 percent. Bianca will review the launch checklist by Monday, Tulofa will finish the user survey by August 6 and Deepa will check the device order by Friday.",
  },
  {
    facets: ["keep the price at 7500 dollars", ["Buha", "press text", "Friday"], ["Sam", "privacy notice", "Friday"]],
    reference:
      "The Tesame team decided to keep the price at 7500 dollars. Buha will update the press text by Friday and Sam will prepare the privacy notice by Friday.",
  },
] as const;
const [first] = PROMPTS;

describe("scoreAnswer()", () => {
  it("finds every facet in its own reference and none in another's", () => {
    for (const { facets, reference } of PROMPTS)
      for (const other of PROMPTS) {
        const { ratio } = scoreAnswer(facets, other.reference);
        assert.equal(ratio, other.reference === reference ? 1 : 0);
      }
  });

  it("finds them in another wording of dates and money", () => {
    const answer =
      "1. Keep the price at $7,500.\n2. **Buha** - press text. Due: Fri.\n3. **Sam** - privacy notice. Due: Fri.";
    assert.equal(scoreAnswer(PROMPTS[3].facets, answer).found, 3);
    const short = "Helen: user survey, Wed.\nClara: release notes, 14th of Nov.";
    assert.equal(scoreAnswer(first.facets, short).found, 2);
  });

  it("gives nothing for tasks given to the wrong person", () => {
    const swapped = first.reference.replace("Helen", "?").replace("Clara", "Helen").replace("?", "Clara");
    const score = scoreAnswer(first.facets, swapped);
    assert.deepEqual(
      score.facets.map(({ found }) => found),
      [true, false, false],
    );
    assert.deepEqual([score.found, score.total, score.ratio], [1, 3, 1 / 3]);
    assert.deepEqual(score.facets[1]?.crossedWith, "Clara");
  });

  it("gives one score to a facet that is listed twice, each time", () => {
    assert.equal(scoreAnswer(["notes", "notes"], "the notes").found, 2);
  });

  it("takes any of several ways to say a facet", () => {
    const facets = [{ any: ["go with Gonati", ["Gonati", "vendor"]] }, ["Helen", { any: ["survey", "questionnaire"] }]];
    assert.equal(scoreAnswer(facets, "The vendor is Gonati. Helen sends the questionnaire.").found, 2);
    assert.equal(scoreAnswer(facets, "The vendor is Lehe. Clara sends the questionnaire.").found, 0);
  });

  it("takes a point for a trap that the answer falls into", () => {
    const facets = [["Helen", "survey"], { not: ["Clara", "survey"] }];
    assert.equal(scoreAnswer(facets, "Helen has the survey.").found, 2);
    assert.equal(scoreAnswer(facets, "Helen has the survey. So does Clara: the survey.").found, 1);
  });

  it("gives nothing for keeping out of traps by saying nothing", () => {
    const facets = [["Helen", "survey"], { not: { any: ["budget cut", ["Clara", "survey"]] } }];
    assert.equal(scoreAnswer(facets, "All went well.").found, 0);
    assert.equal(scoreAnswer(facets, "").found, 0);
    assert.equal(scoreAnswer([{ not: "budget cut" }], "All went well.").found, 1);
    assert.equal(scoreAnswer([{ not: "budget cut" }], "").found, 0);
  });

  it("counts no more traps than facts that the answer states", () => {
    const facets = [["Helen", "survey"], ["Clara", "notes"], { not: "Friday" }, { not: "budget cut" }];
    assert.equal(scoreAnswer(facets, "All went well with Helen's survey.").found, 2);
    assert.equal(scoreAnswer(facets, "Helen has the survey. Clara has the notes.").found, 4);
    assert.equal(scoreAnswer(facets, "Helen has the survey by Friday. Clara has the notes.").found, 3);
  });

  it("has no ratio without facets", () => {
    const score = scoreAnswer([], "Hello");
    assert.deepEqual(score, { found: 0, total: 0, ratio: undefined, facets: [], flags: [] });
  });

  it("flags capped and empty answers", () => {
    assert.deepEqual(scoreAnswer(["notes"], "the notes", { finishReason: "length" }).flags, ["capped"]);
    assert.deepEqual(scoreAnswer(["notes"], " \n", { finishReason: "length" }).flags, ["capped", "empty"]);
    assert.deepEqual(scoreAnswer(["notes"], "", { finishReason: "stop" }).flags, ["empty"]);
    assert.deepEqual(scoreAnswer(["notes"], "!", { finishReason: "stop" }).flags, []);
    assert.equal(scoreAnswer(["notes"], "the notes", { finishReason: "length" }).ratio, 1);
  });

  it("takes bounded time on a hostile answer", () => {
    const pieces = [
      "Helen user survey Wednesday ",
      "> ",
      "* a\n  ",
      "Owner: Helen\n",
      '{"a":',
      "[",
      "|a|b|\n",
      "not ",
      "# a\n",
    ];
    for (const piece of pieces) {
      const start = performance.now();
      scoreAnswer(first.facets, piece.repeat(5_000));
      assert.ok(performance.now() - start < 10_000, piece);
    }
  });
});
