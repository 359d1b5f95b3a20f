import { z } from "zod";
import { fileHeader, strictObject } from "../../../json/strict-object.ts";
import { BUILT_IN_RUBRIC } from "../built-in-rubric.ts";

/** Criteria become columns beside these in the files that people fill in. */
const OTHER_COLUMNS = ["item", "prompt", "reference", "answer", "note"];

/** A rule of what is acceptable says these beside the criteria. */
const OTHER_CONDITIONS = ["facets", "checks"];

const text = z.string().regex(/\S/, "a text that is not empty");

const anchorsSchema = strictObject({
  1: text.describe("The worst answer that there can be."),
  2: text,
  3: text,
  4: text,
  5: text.describe("The best answer that there can be."),
}).describe("The answer that each point of the scale stands for; no two may be the same.");

const criterionSchema = strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, "lower-case letters, digits and dashes, 40 at most, that begin with a letter")
    .refine((id) => !(id in {}), "another name, which JavaScript does not give a meaning of its own")
    .refine((id) => !OTHER_COLUMNS.includes(id), `another name than ${OTHER_COLUMNS.join(", ")}, which are columns`)
    .refine(
      (id) => !OTHER_CONDITIONS.includes(id),
      `another name than ${OTHER_CONDITIONS.join(" and ")}, which rules of what is acceptable use`,
    )
    .describe("Unique within the rubric; the column of the files that people fill in."),
  name: text.optional().describe("As reports show it; the id when absent."),
  asks: text.describe("The question that a score answers."),
  anchors: anchorsSchema,
  needs: z
    .enum(["context", "reference"])
    .optional()
    .describe(
      "Without which an answer cannot be scored: the material that a prompt brings along, or its reference answer.",
    ),
});

const builtInSchema = z
  .enum(BUILT_IN_RUBRIC.criteria.map(({ id }) => id))
  .describe("A criterion that comes with the product.");

/** A rubric.json: criteria of one's own, and built-in ones by their id. */
export const rubricFileSchema = strictObject({
  ...fileHeader,
  name: text.optional().describe("The file's name when absent."),
  criteria: z.array(z.union([builtInSchema, criterionSchema])).min(1),
});
