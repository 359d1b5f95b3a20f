import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { renderLayers } from "./render-layers.ts";

test("docs/architecture.md holds the layers that the imports are checked against", () => {
  const page = readFileSync(new URL("../docs/architecture.md", import.meta.url), "utf8");
  assert.equal(page, renderLayers(page), "run `npm run docs`");
});

test("`renderLayers()` refuses a page without its marks", () => {
  assert.throws(() => renderLayers("# Architecture"), /must hold the marks/);
});
