import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { parsePrices, readPrices } from "./read-prices.ts";

const now = new Date("2026-11-30T12:00:00Z");
const mini = { provider: "openai", model: "mini", inputPerMillion: 1, outputPerMillion: 4, source: "its page" };
const file = { date: "2026-11-01", currency: "EUR" };
const hardware = { price: 1000, lifeYears: 4 };
const parse = (content: unknown) => parsePrices("prices.json", JSON.stringify(content, undefined, 1), now);

describe("parsePrices()", () => {
  it("gives each model the day and the currency of the file where it has none of its own", () => {
    const usd = { ...mini, model: "maxi", currency: "USD", date: "2026-10-01" };
    assert.deepEqual(parse({ ...file, models: [mini, usd] }), {
      name: "prices.json",
      ...file,
      hosted: [{ ...mini, ...file }, usd],
    });
  });

  for (const [name, content, message] of [
    ["a table without a date", { currency: "EUR" }, /date/],
    ["a date that is none", { ...file, date: "2026-02-31" }, /date must be a day/],
    ["a date in the future", { ...file, date: "2026-12-24" }, /date must not lie in the future/],
    ["a price looked up in the future", { ...file, models: [{ ...mini, date: "2027-01-01" }] }, /models\[0\]\.date/],
    ["a table without a currency", { date: "2026-11-01" }, /currency/],
    ["a currency sign", { ...file, currency: "€" }, /currency must be a currency code/],
    ["a negative price", { ...file, models: [{ ...mini, inputPerMillion: -1 }] }, /inputPerMillion/],
    ["a negative price of power", { ...file, electricity: { perKwh: -0.3 } }, /perKwh/],
    ["a rate of 0", { ...file, exchange: { USD: 0 } }, /USD/],
    ["a price without its source", { ...file, models: [{ ...mini, source: undefined }] }, /source/],
    [
      "two prices of one model",
      { ...file, models: [mini, { ...mini, model: "MINI" }] },
      /models\[1\] must have one price/,
    ],
    [
      "more worth at the end than at the beginning",
      { ...file, hardware: { ...hardware, residualValue: 2000 } },
      /residualValue/,
    ],
    ["a day of 25 hours", { ...file, hardware: { ...hardware, hoursPerDay: 25 } }, /hoursPerDay/],
    ["a life of no years", { ...file, hardware: { ...hardware, lifeYears: 0 } }, /lifeYears/],
    ["a load of no answers", { ...file, load: { answersPerDay: 0, months: 12 } }, /answersPerDay/],
    ["an unknown key", { ...file, electricty: {} }, /did you mean "electricity"/],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.throws(() => parse(content), { code: "invalid-file", message });
    });
});

describe("readPrices()", () => {
  it("takes the project's prices.json where it has one, and refuses a named file that is not there", async (t) => {
    const directory = makeFolder(t);
    assert.equal(await readPrices({ directory, now }), undefined);
    await writeFile(join(directory, "prices.json"), JSON.stringify(file));
    assert.equal((await readPrices({ directory, now }))?.currency, "EUR");
    await assert.rejects(readPrices({ directory, path: "none.json", now }), {
      code: "invalid-input",
      message: /none\.json/,
    });
  });
});
