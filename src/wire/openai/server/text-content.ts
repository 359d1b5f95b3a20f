import * as z from "zod";

/** A picture, a sound or a call would be lost without a word: what is no text is refused. */
const TEXTS_ALONE = '"text", as the models here read no pictures, sound or other parts';

/** Parts that are texts, in the words of chat completions and of responses, and what was thought before them. */
const typedPart = z.discriminatedUnion(
  "type",
  [
    z.looseObject({
      type: z.enum(["text", "input_text", "output_text"]).optional(),
      text: z.string(),
      annotations: z.unknown().optional(),
      logprobs: z.unknown().optional(),
    }),
    z.looseObject({ type: z.literal("refusal"), refusal: z.string() }),
    z.looseObject({
      type: z.enum(["thinking", "reasoning"]),
      thinking: z.string().nullish(),
      text: z.string().nullish(),
    }),
  ],
  { error: (issue) => ("discriminator" in issue ? TEXTS_ALONE : undefined) },
);

/** Some programs write the text itself for a part, or leave out the type. */
const part = z.union([z.string(), typedPart]);

/** A text, or a list of text parts, which are joined. */
export const textContentSchema = z.union([z.string(), z.array(part)]);

export type TextContent = z.output<typeof textContentSchema>;

/** The text of a content, without what was thought. */
export function toText(content: TextContent): string {
  if (typeof content === "string") return content;
  return content.map(textOf).join("");
}

/** The thoughts that a content holds beside its text. */
export function toThoughts(content: TextContent): string {
  if (typeof content === "string") return "";
  return content.map((one) => (isThought(one) ? (one.thinking ?? one.text ?? "") : "")).join("");
}

type Part = z.output<typeof part>;
type Thought = Extract<Part, { readonly type: "thinking" | "reasoning" }>;

function textOf(one: Part): string {
  if (typeof one === "string") return one;
  if (isThought(one)) return "";
  return one.type === "refusal" ? one.refusal : one.text;
}

function isThought(one: Part): one is Thought {
  return typeof one !== "string" && (one.type === "thinking" || one.type === "reasoning");
}
