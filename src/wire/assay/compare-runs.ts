import * as z from "zod";

const statusSchema = z.enum(["ok", "partial", "failed"]);

const tableSchema = z.object({
  columns: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  rows: z.array(z.looseObject({ target: z.string(), cells: z.array(z.looseObject({ main: z.string() })) })),
});

const sideSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  status: z.string(),
  disturbances: z.array(z.string()),
  table: tableSchema.describe("The cells that every form of a report shows."),
});

const changeSchema = z.object({
  objective: z.string(),
  unit: z.string(),
  finding: z.enum(["better", "equal", "open", "unknown"]),
  better: z.enum(["base", "head"]).optional(),
  first: z.number().optional().describe("Figure of the base."),
  second: z.number().optional().describe("Figure of the head."),
  statistic: z.string(),
  margin: z.number(),
  difference: z
    .looseObject({ value: z.number() })
    .optional()
    .describe("Of the base against the head, prompt by prompt."),
  because: z.string().optional().describe("Why it is open or unknown, a clause."),
  settle: z.string().optional(),
  words: z.string().describe("Of the head against the base, in few words."),
});

/** Query of `GET /assay/v1/compare`: ids of two runs, of which the base is the one to compare with. */
export const compareQuerySchema = z.strictObject({ base: z.string().max(100), head: z.string().max(100) });

/** Its answer. */
export const runComparisonSchema = z.object({
  base: sideSchema,
  head: sideSchema,
  obstacle: z
    .string()
    .optional()
    .describe("In what the runs differ so that nothing is concluded; absent when they can be held against each other."),
  disturbances: z.array(z.string()),
  cautions: z.array(z.string()),
  targets: z.array(
    z.object({
      target: z.string(),
      base: statusSchema.optional(),
      head: statusSchema.optional(),
      changes: z.array(changeSchema),
    }),
  ),
  recommendation: z
    .object({
      headline: z.string(),
      sections: z.array(z.object({ title: z.string().optional(), sentences: z.array(z.string()) })),
    })
    .optional()
    .describe("What `assay recommend` says of both together; of a target in both, the later run counts."),
});
