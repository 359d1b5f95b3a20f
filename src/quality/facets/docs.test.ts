import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { matchFacet } from "./match-facet.ts";

const page = readFileSync(new URL("../../../docs/facets.md", import.meta.url), "utf8");

describe("docs/facets.md", () => {
  const examples = [...page.matchAll(/^\| `(["[{].+?)` \| `(.+?)` \| (yes|no) \|$/gm)];
  for (const [, facet = "", answer = "", found] of examples) {
    it(`${found === "yes" ? "finds" : "does not find"} ${facet} in ${answer}`, () => {
      const match = matchFacet(JSON.parse(facet), answer.replaceAll("\\n", "\n"));
      assert.equal(match.found, found === "yes");
    });
  }

  const owners = [...page.matchAll(/^\| `([^"[{`][^`]+)` \| (yes|no) \|$/gm)];
  for (const [, answer = "", found] of owners) {
    it(`${found === "yes" ? "finds" : "does not find"} Helen's survey in ${answer}`, () => {
      const match = matchFacet(["Helen", "user survey"], answer, { others: [["Clara", "release notes"]] });
      assert.equal(match.found, found === "yes");
    });
  }

  it("has all its tables run", () => {
    const rows = page.split("\n").filter((line) => /\| (yes|no) \|$/.test(line));
    assert.equal(examples.length + owners.length, rows.length);
    assert.ok(rows.length >= 40);
  });
});
