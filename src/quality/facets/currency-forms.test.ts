import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toCurrencyForms } from "./currency-forms.ts";

describe("toCurrencyForms()", () => {
  const cases: readonly (readonly [text: string, money: string])[] = [
    ["$1200", "1200 dollars"],
    ["us$1200", "1200 dollars"],
    ["1200 usd", "1200 dollars"],
    ["usd 1200", "1200 dollars"],
    ["1200usd 7", "1200 dollars 7"],
    ["1 dollar", "1 dollars"],
    ["€500 or 500 € or 500€", "500 euros or 500 euros or 500 euros"],
    ["£3.50", "3.50 pounds"],
    ["¥5 ₹6", "5 yen 6 rupees"],
    ["$1.2 million", "1.2 million dollars"],
    ["-$5", "-5 dollars"],
    ["5 $10 cards", "5 10 dollars cards"],
    ["europe, 5 eurostars, a dollar", "europe, 5 eurostars, a dollar"],
    ["a$5", "a$5"],
  ];
  for (const [text, money] of cases)
    it(`writes "${text}" as "${money}"`, () => assert.equal(toCurrencyForms(text).replace(/\s+/g, " ").trim(), money));
});
