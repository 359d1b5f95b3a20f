import * as z from "zod";
import { agreementSchema, itemSchema, personName } from "./ratings.ts";

const id = z.string().max(100);
const choice = z.enum(["left", "right", "both-good", "both-bad", "tie"]);

/** Answer of `GET /assay/v1/runs/:id/pairs`: everything that is needed to compare answers, and nothing that tells which model gave one. */
export const pairsSchema = z.object({
  run: z.string().describe("Its id."),
  by: z.string().describe("The person, as the run knows them already."),
  items: z.array(itemSchema),
  pairs: z
    .array(z.object({ left: z.string(), right: z.string() }))
    .describe("Items; the same for everybody, but for their sides."),
  total: z.number().describe("Pairs that there are in all."),
  own: z
    .array(z.object({ left: z.string(), right: z.string(), choice, much: z.boolean().optional() }))
    .describe("What this person has said so far, by the sides of these pairs."),
});

export type Pairs = z.output<typeof pairsSchema>;

const shareSchema = z.object({
  pairs: z.number(),
  of: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
});

/** Answer of `GET /assay/v1/runs/:id/pairs/summary`. */
export const pairsSummarySchema = z.object({
  people: z.array(z.object({ by: z.string(), pairs: z.number(), left: shareSchema })),
  bias: z
    .object({ left: shareSchema, longer: shareSchema })
    .describe("Of the choices for one side, the left ones and those for the longer answer."),
  agreement: z.object({
    items: z.number().describe("Pairs that at least two people compared."),
    alpha: agreementSchema,
    pairs: z.array(
      z.object({ raters: z.array(z.string()), items: z.number(), kappa: agreementSchema, exact: agreementSchema }),
    ),
  }),
});

export type PairsSummary = z.output<typeof pairsSummarySchema>;

/** Body of `POST /assay/v1/runs/:id/pairs`. */
export const chooseBodySchema = z.strictObject({
  by: personName,
  left: id,
  right: id.describe("Items as they were shown."),
  choice: choice.nullable().describe("null takes a choice back."),
  much: z.boolean().optional().describe("The better one is so by far."),
});

export type ChooseBody = z.output<typeof chooseBodySchema>;
