import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toNumberDigits } from "./number-words.ts";

describe("toNumberDigits()", () => {
  const cases: readonly (readonly [text: string, digits: string])[] = [
    ["Twelve users", "12 users"],
    ["zero, one, nineteen, ninety", "0, 1, 19, 90"],
    ["twenty-five or forty two", "25 or 42"],
    ["the third, the 3rd, the 3RD", "the 3, the 3, the 3"],
    ["the twenty-first", "the 21"],
    ["sixteen sixty six", "16 66"],
    ["twenty, one", "20, 1"],
    ["someone weighs a tenner at 3rds", "someone weighs a tenner at 3rds"],
  ];
  for (const [text, digits] of cases)
    it(`writes "${text}" as "${digits}"`, () => assert.equal(toNumberDigits(text), digits));
});
