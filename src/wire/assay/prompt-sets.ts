import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

/** Answer of `GET /assay/v1/prompt-sets`. */
export const promptSetsSchema = z.object({
  promptSets: z.array(
    z.object({
      name: z.string().describe("By which a run is started with it."),
      title: z.string(),
      origin: z.enum(["built-in", "project"]),
      prompts: z.number().optional(),
      scored: z.number().optional().describe("Prompts with facets or checks, by which answers are scored."),
      problem: errorRecordSchema.optional().describe("Why it cannot be read."),
    }),
  ),
});

export type PromptSetsReport = z.output<typeof promptSetsSchema>;
