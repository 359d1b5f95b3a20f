import { z } from "zod";
import { fileHeader, strictObject } from "../../json/strict-object.ts";

const amount = z.number().min(0);
const positive = z.number().gt(0);
const text = z.string().regex(/\S/, "a text that is not empty");
const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency code of three capitals, such as "EUR"');
const day = z.iso.date({ error: 'a day, such as "2026-11-30"' });

const electricitySchema = strictObject({
  perKwh: amount.describe("Price of a kWh, in the currency of the file."),
  source: text.optional().describe("Where it is stated, such as a bill."),
});

const hardwareSchema = strictObject({
  price: amount.describe("Price of the machine, in the currency of the file."),
  lifeYears: positive.describe("Years until it is replaced."),
  residualValue: amount.optional().describe("Worth at the end of its life; absent: nothing."),
  hoursPerDay: positive.max(24).optional().describe("Hours of a day in which it is switched on; absent: 24."),
  share: positive.max(1).optional().describe("Share of it that this work has to pay, 0 to 1; absent: all."),
  idleWatts: amount.optional().describe("Power that it takes while it is switched on and waits."),
  source: text.optional().describe("Where the price is stated."),
}).refine(({ price, residualValue = 0 }) => residualValue <= price, {
  error: "at most the price",
  path: ["residualValue"],
});

const hostedSchema = strictObject({
  provider: text.describe("Who hosts it."),
  model: text.describe("Its name there."),
  inputPerMillion: amount.describe("Price of a million tokens of prompts."),
  outputPerMillion: amount.describe("Price of a million tokens of answers."),
  cachedInputPerMillion: amount.optional().describe("Of prompt tokens that the provider has in its cache."),
  currency: currency.optional().describe("Absent: that of the file."),
  date: day.optional().describe("Day on which it was looked up; absent: that of the file."),
  source: text.describe("Where it was looked up."),
});

/** `prices.json`: strict, since a price that is silently left out would falsify a sum. */
export const pricesFileSchema = strictObject({
  ...fileHeader,
  date: day.describe("Day on which the prices were stated: they age."),
  currency: currency.describe("Currency of every comparison."),
  exchange: z
    .record(currency, positive)
    .optional()
    .describe('Units of that currency for one unit of another, such as {"USD": 0.86}. Nothing is converted without.'),
  electricity: electricitySchema.optional(),
  hardware: hardwareSchema.optional(),
  load: strictObject({
    answersPerDay: positive.describe("Answers of an average day."),
    months: positive.describe("Months that costs are summed up over."),
  })
    .optional()
    .describe("The load that total costs are computed for."),
  models: z.array(hostedSchema).optional().describe("Hosted models, to compare with."),
});
