import { z } from "zod";
import { LANGUAGES, type Language } from "../../core/check.ts";
import { strictObject } from "../../json/strict-object.ts";

const text = z.string().regex(/\S/, "a text that is not empty");
const count = z.int().min(0);
const bounds = { exactly: count.optional(), min: count.optional(), max: count.optional() };
const share = z.number().min(0).max(1);
const phrases = { phrases: z.array(text).min(1), matchCase: z.boolean().optional() };

/** A check of a prompt, by its type. What its shape does not show, `findCheckFaults()` finds. */
export const checkSchema = z.discriminatedUnion("type", [
  strictObject({
    type: z.literal("json"),
    schema: z.record(z.string(), z.unknown()).optional().describe("JSON Schema that the value must fit."),
    fenced: z.boolean().optional().describe("Whether a code fence may stand around it; false when absent."),
  }).describe("The whole answer is one JSON value."),
  strictObject({ type: z.literal("length"), unit: z.enum(["words", "sentences", "characters"]), ...bounds }).describe(
    "How long the answer is.",
  ),
  strictObject({
    type: z.literal("language"),
    is: z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]),
  }).describe("The language of the answer, ISO 639-1."),
  strictObject({
    type: z.literal("list"),
    ordered: z.boolean().optional().describe("true: numbered; false: bullets; absent: either."),
    only: z.boolean().optional().describe("Nothing may stand beside the list."),
    ...bounds,
  }).describe("The answer holds a list; bounds count its items."),
  strictObject({ type: z.literal("headings"), level: z.int().min(1).max(6).optional(), ...bounds }).describe(
    "The answer has headings; without bounds one or more.",
  ),
  strictObject({ type: z.literal("paragraphs"), ...bounds }).describe(
    "The answer is running text in so many paragraphs, and nothing else.",
  ),
  strictObject({ type: z.literal("table"), columns: z.array(text).min(1).optional(), ...bounds }).describe(
    "The answer holds a table with these heads; bounds count its rows.",
  ),
  strictObject({ type: z.literal("code"), language: text.optional(), only: z.boolean().optional() }).describe(
    "The answer holds a fenced code block.",
  ),
  strictObject({
    type: z.literal("pattern"),
    matches: text.describe("Regular expression in the syntax of RE2."),
    whole: z.boolean().optional().describe("Whether the whole answer must match; absent: some part of it."),
    ignoreCase: z.boolean().optional(),
  }).describe("The answer matches a regular expression."),
  strictObject({ type: z.literal("required"), ...phrases }).describe("Phrases that must all be in the answer."),
  strictObject({ type: z.literal("forbidden"), ...phrases }).describe("Phrases of which none may be in the answer."),
  strictObject({ type: z.literal("answered") }).describe("The answer does not begin with a refusal."),
  strictObject({
    type: z.literal("overlap"),
    measure: z.enum(["rouge-l", "token-f1"]).optional().describe("rouge-l when absent."),
    min: share.optional(),
  }).describe("Overlap of the answer with the prompt's reference, 0 to 1; without min a figure and no rule."),
  strictObject({
    type: z.literal("support"),
    n: z.int().min(1).max(5).describe("Words of an n-gram."),
    material: z
      .union([z.enum(["prompt", "system"]), strictObject({ after: text }), strictObject({ before: text })])
      .describe(
        "The material: the whole prompt or system text, or what stands in the prompt after or before a text of it.",
      ),
    min: share.optional(),
  }).describe("Share of the answer's n-grams that stand in the material, 0 to 1; without min a figure and no rule."),
]);
