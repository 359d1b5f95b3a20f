import { z } from "zod";
import { fileHeader, strictObject } from "../../json/strict-object.ts";
import { checkSchema } from "./check-schema.ts";

const text = z.string().regex(/\S/, "a text that is not empty");
const phraseSchema = z.union([text, strictObject({ any: z.array(text).min(1) })]);
const meaningSchema = strictObject({ means: text.max(300) });
const factSchema = z.union([text, z.array(phraseSchema).min(1), meaningSchema]);
const anySchema = strictObject({ any: z.array(factSchema).min(1) });
const facetSchema = z.union([factSchema, anySchema, strictObject({ not: z.union([factSchema, anySchema]) })]);

const promptSchema = strictObject({
  id: text.max(100).optional().describe("Unique within the set; p1, p2 ... by position when absent."),
  prompt: text,
  system: text.optional(),
  task: text.optional().describe('Kind of work, such as "summary".'),
  facets: z
    .array(facetSchema)
    .optional()
    .describe(
      "Facts that an answer must state: a phrase, a list of phrases said of each other (the owner first), { means: ... } for a fact in any words, { any: [...] } where one is enough, { not: ... } for what must not be stated.",
    ),
  checks: z
    .array(checkSchema)
    .optional()
    .describe("Rules of form and wording that the answer is held to; facts are facets."),
  reference: text.optional().describe("A good answer, for people and judges."),
  maxTokens: z.int().min(1).optional(),
});

/** A list of prompts: texts, or objects that say more. */
export const promptListSchema = z
  .array(z.union([text, promptSchema]))
  .min(1)
  .meta({ id: "prompts" });

/** A prompt file: the bare list, or an object that holds it. */
export const promptFileSchema = z.union([
  promptListSchema,
  strictObject({
    ...fileHeader,
    name: text.optional(),
    checks: z
      .array(checkSchema)
      .optional()
      .describe("Checks of every prompt; a prompt's own check of the same type takes the place of one."),
    prompts: promptListSchema,
  }),
]);

export type PromptList = z.output<typeof promptListSchema>;
