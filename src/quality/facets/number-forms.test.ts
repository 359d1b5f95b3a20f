import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toPlainNumbers } from "./number-forms.ts";

describe("toPlainNumbers()", () => {
  const cases: readonly (readonly [text: string, plain: string])[] = [
    ["1,200", "1200"],
    ["12,345,678.90", "12345678.90"],
    ["1'200", "1200"],
    ["1.200,5", "1200.5"],
    ["1.234.567", "1234567"],
    ["1.200", "1.200"],
    ["3,5", "3.5"],
    ["1,2,3", "1 2 3"],
    ["12.00", "12"],
    ["3.10", "3.10"],
    [".5", "0.5"],
    ["08 and 00 and 0", "8 and 0 and 0"],
    ["v1.2.3 and 10.0.0.1", "v1.2.3 and 10.0.0.1"],
    ["is 5, or 6.", "is 5, or 6."],
    ["123456789012345678901", "123456789012345678901"],
  ];
  for (const [text, plain] of cases)
    it(`writes "${text}" as "${plain}"`, () => assert.equal(toPlainNumbers(text), plain));
});
