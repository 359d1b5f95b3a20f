import * as z from "zod";
import type { ChatRequest } from "../../../core/chat-model.ts";
import { modelNameSchema, stopSchema } from "./chat-request-body.ts";
import { hasNumbers } from "./embedding-request-body.ts";
import { listIgnored, samplingShape, toSampling } from "./sampling-shape.ts";

const MOST_PROMPTS = 16;

const shape = {
  model: modelNameSchema,
  prompt: z
    .union([z.string(), z.array(z.string()).min(1).max(MOST_PROMPTS)], {
      error: (issue) => (hasNumbers(issue.input) ? "texts, as tokens of another model mean nothing here" : undefined),
    })
    .describe("Each is answered as the one user message of a chat."),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  ...samplingShape,
  stop: stopSchema.nullish(),
  n: z.int().min(1).max(16).nullish(),
  logprobs: z.int().min(0).max(5).nullish(),
  echo: z.literal(false, "false, as the prompt is not part of the answer").nullish(),
  suffix: z.literal("", "absent, as nothing is filled in between two texts").nullish(),
  best_of: z.int().min(1).nullish(),
};

/** The body of `POST /v1/completions`. */
export const completionRequestBodySchema = z.looseObject(shape).superRefine(({ best_of: best, n }, context) => {
  if (best == null || best === (n ?? 1)) return;
  context.addIssue({
    code: "custom",
    path: ["best_of"],
    message: "absent or equal to n, as no best one is chosen",
    input: best,
  });
});

export type CompletionRequestBody = z.output<typeof completionRequestBodySchema>;

/** Said with every answer: nothing here continues a text. */
const AS_CHAT = "prompt: answered as a chat of one user message";

/** Turns a body into one chat for each prompt. */
export function toCompletionRequests(body: CompletionRequestBody): readonly ChatRequest[] {
  return [body.prompt].flat().map((content) => ({
    messages: [{ role: "user", content }],
    maxTokens: body.max_tokens ?? undefined,
    ...toSampling(body),
    stop: body.stop == null ? undefined : [body.stop].flat(),
    logprobs: body.logprobs ?? undefined,
    stream: body.stream ?? false,
  }));
}

export function listIgnoredOfCompletion(body: CompletionRequestBody): readonly string[] {
  return [AS_CHAT, ...listIgnored(body, shape)];
}
