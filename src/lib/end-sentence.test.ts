import { equal } from "node:assert/strict";
import { test } from "node:test";
import { endSentence } from "./end-sentence.ts";

test("a text ends as a sentence; one that has an end keeps it", () => {
  equal(endSentence("the disk is full"), "the disk is full.");
  equal(endSentence("the disk is full. "), "the disk is full.");
  equal(endSentence('rounds must be a whole number, not "abc"'), 'rounds must be a whole number, not "abc"');
  equal(endSentence("Is there a network?"), "Is there a network?");
});
