import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { readLocations } from "../../system/locations.ts";
import { BUILT_IN_PROMPT_SETS, readPromptSet } from "./read-prompt-set.ts";

const builtInDirectory = readLocations({}).builtInPrompts;

describe("readPromptSet()", () => {
  it("reads every built-in set by its name", async (test) => {
    const directory = makeFolder(test);
    const sizes = await Promise.all(
      BUILT_IN_PROMPT_SETS.map(async (name) => {
        const set = await readPromptSet(name, { directory, builtInDirectory });
        return [set.name, set.prompts.length];
      }),
    );
    assert.deepEqual(sizes, [
      ["work-notes", 40],
      ["executive-summaries", 12],
      ["meeting-notes", 24],
      ["instructions", 12],
      ["local-ai", 8],
      ["same-model", 8],
      ["workshop-a", 4],
      ["workshop-b", 3],
    ]);
  });

  it("gives prompts without id one by position", async (test) => {
    const set = await read(test, "mine.json", '["One?", {"prompt": "Two?", "id": "two"}, {"prompt": "Three?"}]');
    assert.equal(set.name, "mine");
    assert.deepEqual(
      set.prompts.map(({ id }) => id),
      ["p1", "two", "p3"],
    );
  });

  it("keeps everything that an object says", async (test) => {
    const prompt = {
      id: "a",
      task: "summary",
      prompt: "Sum up.",
      system: "Be brief.",
      facets: ["budget", ["Ann", "Friday"]],
      reference: "…",
      maxTokens: 40,
    };
    const set = await read(
      test,
      "mine.json",
      JSON.stringify({ $schema: "x", schema: 1, name: "ours", prompts: [prompt] }),
    );
    assert.deepEqual([set.name, set.prompts], ["ours", [prompt]]);
  });

  it("takes a text file for one prompt per line", async (test) => {
    const set = await read(test, "mine.txt", "One?\r\n\r\n  Two?\n");
    assert.deepEqual(set.prompts, [
      { id: "p1", prompt: "One?" },
      { id: "p2", prompt: "Two?" },
    ]);
  });

  it("prefers the built-in set to a file of the same name, and `./` means the file", async (test) => {
    const directory = makeFolder(test, { "workshop-b.json": '["Mine?"]', "workshop-b": '["Mine?"]' });
    const options = { directory, builtInDirectory };
    assert.equal((await readPromptSet("workshop-b", options)).prompts.length, 3);
    assert.equal((await readPromptSet("./workshop-b", options)).prompts.length, 1);
    assert.equal((await readPromptSet(join(directory, "workshop-b.json"), options)).prompts.length, 1);
  });

  it("says where it was read from", async (test) => {
    const directory = makeFolder(test, { "mine.json": '["Mine?"]' });
    const options = { directory, builtInDirectory };
    assert.equal((await readPromptSet("workshop-a", options)).source, "workshop-a");
    assert.equal((await readPromptSet("mine.json", options)).source, join(directory, "mine.json"));
  });

  it("refuses a set that does not exist, with near names", async (test) => {
    const options = { directory: makeFolder(test), builtInDirectory };
    await assert.rejects(readPromptSet("meeting-note", options), { code: "invalid-input", hint: /meeting-notes/ });
    await assert.rejects(readPromptSet("zzz.json", options), {
      code: "invalid-input",
      message: /no built-in set named "zzz\.json"/,
    });
    await assert.rejects(readPromptSet(" ", options), { code: "invalid-input" });
  });

  const wrong: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ["an empty set", "[]", /must not be empty/],
    ["an empty set in an object", '{"prompts": []}', /prompts must not be empty/],
    ["an empty prompt", '["One?",\n " "]', /:2:2: \[1\] must be a text that is not empty, not " "/],
    ["an empty prompt in an object", '[{"prompt": ""}]', /\[0\]\.prompt must be a text that is not empty/],
    ["a missing prompt", '[{"id": "a"}]', /\[0\]\.prompt must be a text; it is missing/],
    ["a number for a prompt", "[3]", /\[0\] must be a text or an object, not 3/],
    ["an empty facet", '[{"prompt": "x", "facets": [""]}]', /facets\[0\] must be a text that is not empty/],
    ["an empty list as facet", '[{"prompt": "x", "facets": [[]]}]', /facets\[0\] must not be empty/],
    [
      "an empty phrase in a facet",
      '[{"prompt": "x", "facets": [["a", ""]]}]',
      /facets\[0\]\[1\] must be a text that is not empty/,
    ],
    ["one facet that is no list", '[{"prompt": "x", "facets": "a"}]', /facets must be a list, not "a"/],
    [
      "an id twice",
      '[{"prompt": "x", "id": "a"},\n{"prompt": "y", "id": "a"}]',
      /:2:1: \[1\] must have an id of its own: "a" is the id of prompt 1 too/,
    ],
    [
      "an id that another prompt gets by position",
      '[{"prompt": "x", "id": "p2"}, "y"]',
      /"p2" is the id of prompt 1 too/,
    ],
    [
      "an unknown key",
      '[{"prompt": "x", "max_tokens": 5}]',
      /\[0\]\.max_tokens is no known key: did you mean "maxTokens"\?/,
    ],
    [
      "a check of no kind",
      '[{"prompt": "x",\n "checks": [{"type": "jsn"}]}]',
      /:2:22: \[0\]\.checks\[0\]\.type must be one of "json"/,
    ],
    [
      "a least above the most",
      '{"prompts": ["x"],\n "checks": [{"type": "length", "unit": "words", "min": 5, "max": 3}]}',
      /:2:56: checks\[0\]\.min must be at most max, which is 3, not 5/,
    ],
    [
      "a language that cannot be told",
      '[{"prompt": "x", "checks": [{"type": "language", "is": "ca"}]}]',
      /checks\[0\]\.is must be one of "ar", "cs"/,
    ],
    [
      "no phrases",
      '[{"prompt": "x", "checks": [{"type": "forbidden", "phrases": []}]}]',
      /checks\[0\]\.phrases must not be empty/,
    ],
    [
      "an overlap of the whole set where a prompt has no reference",
      '{"checks": [{"type": "overlap"}], "prompts": [{"prompt": "x", "reference": "y"}, "z"]}',
      /checks\[0\] must stand beside a reference, which the prompt lacks \(prompt "p2"\)/,
    ],
    ["no tokens at all", '[{"prompt": "x", "maxTokens": 0}]', /maxTokens must be at least 1, not 0/],
    ["a text at the top", '"x"', /must be a list or an object, not "x"/],
    ["what is no JSON", "prompts: []", /:1:1: a JSON value must stand here/],
  ];
  for (const [name, text, message] of wrong)
    it(`refuses ${name}`, (test) =>
      assert.rejects(() => read(test, "mine.json", text), { code: "invalid-file", message }));

  it("refuses a text file without a line", async (test) => {
    await assert.rejects(() => read(test, "mine.txt", "\n \n"), {
      code: "invalid-file",
      message: /needs at least one/,
    });
  });
});

function read(test: TestContext, name: string, text: string) {
  return readPromptSet(name, { directory: makeFolder(test, { [name]: text }), builtInDirectory });
}
