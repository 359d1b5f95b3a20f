import * as z from "zod";

const MOST_LETTERS = 60;
/** Of somebody who scores. */
export const personName = z.string().max(MOST_LETTERS).regex(/\S/, "a name");
const score = z.literal([1, 2, 3, 4, 5]);

const criterionSchema = z.object({
  id: z.string(),
  name: z.string(),
  asks: z.string(),
  anchors: z.object({ 1: z.string(), 2: z.string(), 3: z.string(), 4: z.string(), 5: z.string() }),
  needs: z.enum(["context", "reference"]).optional(),
});

/** An answer, blind. */
export const itemSchema = z.object({
  item: z.string(),
  prompt: z.string().describe("Instructions included."),
  reference: z.string().optional().describe("Only where a criterion needs it."),
  answer: z.string(),
});

/** Query of `GET /assay/v1/runs/:id/ratings`. */
export const ratingsQuerySchema = z.strictObject({ by: personName.describe("Who scores.") });

/** Its answer: everything that is needed to score a run, and nothing that tells which model gave an answer. */
export const ratingsSchema = z.object({
  run: z.string().describe("Its id."),
  by: z.string().describe("The person, as the run knows them already."),
  criteria: z.array(criterionSchema),
  items: z.array(itemSchema).describe("In random order; equal answers to one prompt once."),
  own: z
    .array(z.object({ item: z.string(), scores: z.record(z.string(), score), note: z.string().optional() }))
    .describe("What this person has said so far."),
});

export type Ratings = z.output<typeof ratingsSchema>;

/** A coefficient with its interval. */
export const agreementSchema = z
  .object({ value: z.number(), interval: z.object({ low: z.number(), high: z.number() }).optional() })
  .optional()
  .describe("Absent where it cannot be computed.");

/** Answer of `GET /assay/v1/runs/:id/ratings/summary`. */
export const ratingSummarySchema = z.object({
  items: z.number().describe("Answers that there are to score."),
  people: z.array(z.object({ by: z.string(), items: z.number(), scores: z.number() })),
  agreement: z
    .array(
      z.object({
        criterion: z.string(),
        items: z.number().describe("Answers that at least two people scored."),
        alpha: agreementSchema,
        pairs: z.array(
          z.object({
            raters: z.array(z.string()),
            items: z.number(),
            quadraticKappa: agreementSchema,
            exact: agreementSchema,
            withinOne: agreementSchema,
          }),
        ),
      }),
    )
    .describe("Of the criteria by which two people scored the same answers."),
});

export type RatingSummary = z.output<typeof ratingSummarySchema>;

/** Body of `POST /assay/v1/runs/:id/ratings`. */
export const rateBodySchema = z.strictObject({
  by: personName,
  item: z.string().max(100),
  scores: z.record(z.string().max(100), score.nullable()).describe("By criterion; null takes a score back."),
  note: z.string().max(2_000).optional().describe("Empty: takes an earlier note back."),
});

export type RateBody = z.output<typeof rateBodySchema>;

/** Its answer: scores that are new, that were changed or taken back, and that were there already. */
export const ratedSchema = z.object({ added: z.number(), changed: z.number(), same: z.number() });
