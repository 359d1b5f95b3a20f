import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import {
  meaningTable,
  measureMeanings,
  readCloseness,
  readPairs,
} from "../../../test/fixtures/labelled-meanings/measure-meanings.ts";
import { listParts } from "./match-meaning.ts";
import { MEANING_RATES } from "./matcher-rates.ts";

describe("facets by meaning on labelled pairs", () => {
  const pairs = readPairs();

  it("are measured on pairs of which half are held out, each compared in full", () => {
    assert.ok(pairs.length >= 60);
    assert.equal(pairs.filter(({ half }) => half === "held out").length * 2, pairs.length);
    const closeness = readCloseness();
    for (const { means, answer } of pairs)
      for (const part of listParts(answer)) assert.notEqual(closeness(means, part), undefined);
  });

  it("credit no denial", () => {
    const denials = pairs.filter(({ kind }) => kind === "denial");
    assert.equal(measureMeanings(denials).falseCredit.errors, 0);
  });

  it("err as often as the reports say", () => {
    const held = pairs.filter(({ half }) => half === "held out");
    const { falseCredit, falseRefusal } = measureMeanings(held);
    const share = ({ errors, pairs: of }: typeof falseCredit) => Number((errors / of).toFixed(3));
    assert.equal(held.length, MEANING_RATES.pairs);
    assert.equal(share(falseCredit), MEANING_RATES.falseCredit);
    assert.equal(share(falseRefusal), MEANING_RATES.falseRefusal);
  });

  it("have their figures in docs/facets.md", () => {
    const page = readFileSync(new URL("../../../docs/facets.md", import.meta.url), "utf8");
    for (const row of meaningTable()) assert.ok(page.includes(row), `docs/facets.md lacks: ${row}`);
  });
});
