import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import {
  isEvidence,
  matcherTable,
  measureMatcher,
  readLabelledAnswers,
} from "../../../test/fixtures/labelled-answers/measure-matcher.ts";
import { MATCHER_RATES } from "./matcher-rates.ts";

describe("the matcher on labelled answers", () => {
  const answers = readLabelledAnswers();
  const rates = measureMatcher(answers.filter(isEvidence));

  it("errs as often as the reports say", () => {
    assert.ok(answers.length >= 400);
    assert.equal(rates.answers, MATCHER_RATES.answers);
    assert.equal(Number(rates.falseCredit.value.toFixed(3)), MATCHER_RATES.falseCredit);
    assert.equal(Number(rates.falseRefusal.value.toFixed(3)), MATCHER_RATES.falseRefusal);
  });

  it("errs in at most 5 of 100 judgements", () => {
    assert.ok(rates.falseCredit.value <= 0.05);
    assert.ok(rates.falseRefusal.value <= 0.05);
  });

  it("credits no exchanged owner or day", () => {
    const exchanged = measureMatcher(answers.filter(({ source }) => source.endsWith("exchanged")));
    assert.equal(exchanged.falseCredit.errors, 0);
    assert.ok(exchanged.falseCredit.judgements >= 600);
  });

  it("finds perfect answers in any layout", () => {
    const perfect = measureMatcher(answers.filter(({ source }) => source.startsWith("perfect")));
    assert.ok(perfect.falseRefusal.value <= 0.05);
  });

  it("has its figures in docs/facets.md", () => {
    const page = readFileSync(new URL("../../../docs/facets.md", import.meta.url), "utf8");
    for (const row of matcherTable()) assert.ok(page.includes(row), `docs/facets.md lacks: ${row}`);
  });
});
