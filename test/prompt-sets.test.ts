import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { readPromptSet } from "../src/catalog/prompts/read-prompt-set.ts";
import type { Facet, Prompt } from "../src/core/prompt.ts";
import { checkAnswer } from "../src/quality/checks/check-answer.ts";
import { loadLanguages } from "../src/quality/checks/language/read-language.ts";
import { scoreAnswer } from "../src/quality/facets/score-answer.ts";
import { wordFacet } from "../src/quality/facets/word-facet.ts";
import { readLocations } from "../src/system/locations.ts";

/** Beside each prompt: its instruction alone, and for each trap an answer that walks into it. */
type Traps = Readonly<Record<string, { readonly instruction: string; readonly traps: readonly string[] }>>;

const SETS = ["work-notes", "executive-summaries"];

for (const name of SETS)
  describe(`the prompt set ${name}`, async () => {
    const { prompts } = await readBuiltIn(name);
    const checks: Traps = readFixture(`${name}.json`);

    for (const prompt of prompts) {
      const { id, facets = [], reference = "" } = prompt;
      const { instruction, traps } = checks[id] ?? { instruction: "", traps: [] };

      it(`${id}: the reference scores in full`, () => {
        assert.deepEqual(missedBy(prompt, reference), []);
      });

      it(`${id}: each trap is walked into by one of the wrong answers, and no wrong answer keeps out of all`, () => {
        const caught = traps.map((answer) => missedBy(prompt, answer).filter((missed) => missed.startsWith("not: ")));
        assert.deepEqual(
          caught.filter((trapped) => trapped.length === 0),
          [],
        );
        assert.deepEqual(
          facets
            .filter(isTrap)
            .map(wordFacet)
            .filter((trap) => !caught.flat().includes(trap)),
          [],
        );
      });

      it(`${id}: saying nothing scores nothing, and neither does repeating the instruction`, () => {
        assert.ok(instruction !== "" && prompt.prompt.includes(instruction));
        assert.equal(scoreAnswer(facets, "").found, 0);
        assert.equal(scoreAnswer(facets, instruction).found, 0);
      });

      it(`${id}: 100 to 500 words of material, 3 to 7 facts, at least one trap`, () => {
        const words = prompt.prompt.replace(instruction, "").trim().split(/\s+/).length;
        assert.ok(words >= 100 && words <= 500, `${words} words`);
        const facts = facets.filter((facet) => !isTrap(facet)).length;
        assert.ok(facts >= 3 && facts <= 7, `${facts} facts`);
        assert.ok(facts < facets.length);
      });
    }
  });

describe("the prompt set instructions", async () => {
  before(loadLanguages);
  const { prompts } = await readBuiltIn("instructions");
  for (const prompt of prompts)
    it(`${prompt.id}: the reference passes every check and scores in full, and the prompt itself does neither`, () => {
      const outcomes = checkAnswer(prompt, prompt.reference ?? "").map(({ outcome }) => outcome);
      assert.deepEqual(
        outcomes.filter(({ type }) => type === "failed" || type === "untold"),
        [],
      );
      assert.ok(outcomes.length > 1, "the checks of the set stand beside its own");
      assert.deepEqual(missedBy(prompt, prompt.reference ?? ""), []);
      assert.ok(checkAnswer(prompt, prompt.prompt).some(({ outcome }) => outcome.type === "failed"));
    });
});

it("right answers in other words and layouts score at least 95 of 100 facets", async () => {
  const sets = await Promise.all(SETS.map(readBuiltIn));
  const answers: Readonly<Record<string, readonly string[]>> = readFixture("right-answers.json");
  const scores = sets
    .flatMap(({ prompts }) => prompts)
    .flatMap(({ id, facets = [] }) => (answers[id] ?? []).map((answer) => scoreAnswer(facets, answer)));
  assert.equal(scores.length, Object.values(answers).flat().length);
  const found = scores.reduce((sum, score) => sum + score.found, 0);
  const total = scores.reduce((sum, score) => sum + score.total, 0);
  assert.ok(found >= 0.95 * total, `${found} of ${total}`);
});

function readBuiltIn(name: string) {
  return readPromptSet(name, { directory: ".", builtInDirectory: readLocations({}).builtInPrompts });
}

function readFixture(file: string) {
  return JSON.parse(readFileSync(new URL(`fixtures/prompts/${file}`, import.meta.url), "utf8"));
}

function missedBy({ facets = [] }: Prompt, answer: string): string[] {
  return scoreAnswer(facets, answer)
    .facets.filter(({ found }) => !found)
    .map(({ facet }) => wordFacet(facet));
}

function isTrap(facet: Facet): boolean {
  return typeof facet === "object" && "not" in facet;
}
