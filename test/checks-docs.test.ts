import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parsePromptSet } from "../src/catalog/prompts/read-prompt-set.ts";
import { LANGUAGES } from "../src/core/check.ts";
import { CHECKS } from "../src/quality/checks/checks.ts";
import { renderLanguageRates } from "./fixtures/labelled-languages/render-language-rates.ts";
import { measureRefusals } from "./fixtures/labelled-refusals/measure-refusals.ts";

const page = readFileSync("docs/checks.md", "utf8");

test("docs/checks.md names every kind of check and every language", () => {
  for (const type of Object.keys(CHECKS)) assert.ok(page.includes(`| \`${type}\` |`), type);
  assert.ok(page.includes(Object.keys(LANGUAGES).join(", ")));
});

test("the example of docs/checks.md is a prompt set, and a prompt's own check takes the place of the set's", () => {
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const [summary, order] = parsePromptSet("example.json", example).prompts;
  assert.deepEqual(
    summary?.checks?.map(({ type }) => type),
    ["language", "forbidden", "list", "length", "support"],
  );
  assert.deepEqual(
    order?.checks?.filter(({ type }) => type === "language"),
    [{ type: "language", is: "de" }],
  );
});

test("docs/checks.md states the errors that are measured", async () => {
  assert.ok(page.includes(await renderLanguageRates()), "run perf/language-rates.ts and put its table into the page");
  const { refused, answered, missed, mistaken } = measureRefusals();
  assert.deepEqual([refused, missed.length, answered, mistaken.length], [24, 2, 24, 3]);
});
