import assert from "node:assert/strict";
import { test } from "node:test";
import { wordFacet } from "./word-facet.ts";

test("`wordFacet()` writes every form of a facet in one line", () => {
  assert.equal(wordFacet("user survey"), "user survey");
  assert.equal(wordFacet(["Helen", { any: ["survey", "poll"] }, "Friday"]), "Helen + survey / poll + Friday");
  assert.equal(wordFacet({ any: ["survey", ["Helen", "poll"]] }), "survey or Helen + poll");
  assert.equal(wordFacet({ not: { any: ["cut", "raise"] } }), "not: cut or raise");
});
