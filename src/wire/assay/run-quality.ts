import * as z from "zod";

const table = z.object({
  heads: z.array(z.object({ title: z.string(), align: z.enum(["left", "right"]) })),
  rows: z.array(z.array(z.string())),
});

/** Answer of `GET /assay/v1/runs/:id/quality`. */
export const runQualitySchema = z.object({
  people: z
    .array(z.object({ by: z.string(), items: z.number(), scores: z.number() }))
    .describe("Who scored how many answers."),
  disputes: z
    .array(
      z.object({
        item: z.string(),
        promptId: z.string(),
        criterion: z.string(),
        answer: z.string(),
        targets: z.array(z.string()),
        scores: z.array(z.object({ by: z.string(), score: z.number() })),
        points: z.number().describe("Between the highest score and the lowest."),
      }),
    )
    .describe("Answers about which people differ most, the widest apart first."),
  preferences: z
    .object({
      people: z.array(z.object({ by: z.string(), pairs: z.number() })),
      table,
      sentences: z.array(z.string()).describe("How far the table can be relied on."),
    })
    .optional()
    .describe("Absent where nobody compared two answers."),
});

export type RunQuality = z.output<typeof runQualitySchema>;
