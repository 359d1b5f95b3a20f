import * as z from "zod";

const promptSchema = z.object({ prompt: z.string() });
const tokensSchema = z.object({ tokens: z.array(z.number()) });

/** Reads the answer of `POST /apply-template`: the prompt as the model sees it. */
export function parsePrompt(body: unknown): string | undefined {
  return promptSchema.safeParse(body).data?.prompt;
}

/** Reads the answer of `POST /tokenize`. */
export function parseTokens(body: unknown): readonly number[] | undefined {
  return tokensSchema.safeParse(body).data?.tokens;
}
