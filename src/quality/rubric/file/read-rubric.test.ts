import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeFolder } from "../../../../test/make-folder.ts";
import { BUILT_IN_RUBRIC } from "../built-in-rubric.ts";
import { parseRubric, readRubric } from "./read-rubric.ts";

const anchors = { 1: "rude", 2: "cold", 3: "neutral", 4: "friendly", 5: "warm" };
const tone = { id: "tone", asks: "How friendly is it?", anchors };
const parse = (content: unknown) => parseRubric("rubric.json", JSON.stringify(content, undefined, 1));

describe("parseRubric()", () => {
  it("takes criteria of one's own beside built-in ones, and a single one", () => {
    assert.deepEqual(parse({ criteria: [tone] }), { name: "rubric", criteria: [{ ...tone, name: "tone" }] });
    const both = parse({ name: "ours", criteria: ["brevity", { ...tone, name: "Tone", needs: "reference" }] });
    assert.deepEqual(
      both.criteria.map(({ id, name, needs }) => [id, name, needs]),
      [
        ["brevity", "Brevity", undefined],
        ["tone", "Tone", "reference"],
      ],
    );
  });

  it("reads the built-in rubric when it is written as a file", () => {
    assert.deepEqual(parse(BUILT_IN_RUBRIC), BUILT_IN_RUBRIC);
  });

  const { 3: _three, ...gap } = anchors;
  for (const [name, content, message] of [
    ["no criterion", { criteria: [] }, /criteria must not be empty/],
    ["a missing anchor", { criteria: [{ ...tone, anchors: gap }] }, /rubric\.json:\d+:\d+: criteria\[0\]\.anchors/],
    ["a sixth anchor", { criteria: [{ ...tone, anchors: { ...anchors, 6: "x" } }] }, /6 is no known key/],
    [
      "equal anchors",
      { criteria: [{ ...tone, anchors: { ...anchors, 4: "Warm.", 5: "warm" } }] },
      /anchors\.5 must say something else than the anchor of 4/,
    ],
    ["an unknown key", { criteria: [{ ...tone, anchor: anchors }] }, /did you mean "anchors"/],
    ["an id twice", { criteria: ["brevity", { ...tone, id: "brevity" }] }, /criteria\[1\] must have an id of its own/],
    ["an id that is a column", { criteria: [{ ...tone, id: "note" }] }, /another name than item, prompt/],
    [
      "an id that rules of what is acceptable use",
      { criteria: [{ ...tone, id: "facets" }] },
      /another name than facets and checks/,
    ],
    ["an id that every object has", { criteria: [{ ...tone, id: "constructor" }] }, /must be another name/],
    ["an id that no column can have", { criteria: [{ ...tone, id: "To;ne" }] }, /lower-case letters/],
    ["an unknown built-in one", { criteria: ["breviti"] }, /criteria\[0\]/],
    ["another need", { criteria: [{ ...tone, needs: "luck" }] }, /needs must be/],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.throws(() => parse(content), { code: "invalid-file", message });
    });
});

describe("readRubric()", () => {
  it("takes the project's rubric.json where it has one, else the built-in one", async (t) => {
    const directory = makeFolder(t);
    assert.equal(await readRubric({ directory }), BUILT_IN_RUBRIC);
    await writeFile(join(directory, "rubric.json"), JSON.stringify({ name: "ours", criteria: [tone] }));
    assert.equal((await readRubric({ directory })).name, "ours");
    assert.equal(await readRubric({ directory, path: "built-in" }), BUILT_IN_RUBRIC);
  });

  it("refuses a file that is named and not there", async (t) => {
    const directory = makeFolder(t);
    await assert.rejects(readRubric({ directory, path: "none.json" }), {
      code: "invalid-input",
      message: /none\.json/,
    });
  });
});
