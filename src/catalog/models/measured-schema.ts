import { z } from "zod";
import { strictObject } from "../../json/strict-object.ts";
import { writtenText as text } from "../sources/written-values.ts";

const share = z.number().min(0).max(1);
const digest = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 of 64 hexadecimal digits");

/** Evidence that a model does a task well enough, as `assay tag` writes it beside the capability. */
export const measuredSchema = strictObject({
  task: text.describe("The task, as the prompts name it; the capability has the same word."),
  variant: text.optional().describe("The variant that was measured; absent where the alias has none."),
  claimed: z.boolean().optional().describe("Whether the word stood among the capabilities before it was measured."),
  value: share.describe("Quality on the prompts of this task, 0 to 1."),
  low: share.describe("Lower end of the interval: not below the floor."),
  high: share.describe("Upper end of the interval."),
  level: share.describe("Level of the interval."),
  n: z.int().min(1).describe("Prompts of this task that were answered."),
  floor: share.describe("Quality that had to be reached."),
  source: text.describe('Where the quality comes from, such as "facets".'),
  run: text.describe("Id of the run."),
  date: z.iso.date().describe("Day of the run."),
  model: digest.describe("SHA-256 of the model's file: of another file it says nothing."),
  prompts: digest.describe("SHA-256 of the prompts of this task."),
  machine: text.describe("Kind of machine that measured."),
  assayVersion: text,
})
  .refine(({ low, value, high }) => low <= value && value <= high, "an interval that holds its value")
  .meta({ id: "measured" });

export type MeasuredCapability = z.output<typeof measuredSchema>;
