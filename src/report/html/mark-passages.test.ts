import assert from "node:assert/strict";
import { test } from "node:test";
import { markPassages } from "./mark-passages.ts";

test("`markPassages()` marks what it finds, overlapping passages as one, and escapes the rest", () => {
  const text = "a < b. Helen prepares the survey. Tom waits.";
  const { markup } = markPassages(text, ["Helen prepares the survey.", "the survey. Tom", "not there"]);
  assert.equal(markup, "a &lt; b. <mark>Helen prepares the survey. Tom</mark> waits.");
});

test("`markPassages()` marks the lines of a passage that was put together from several", () => {
  const { markup } = markPassages("# Helen\n\n- survey by Friday\n", ["# Helen\n- survey by Friday"]);
  assert.equal(markup, "<mark># Helen</mark>\n\n<mark>- survey by Friday</mark>\n");
});
