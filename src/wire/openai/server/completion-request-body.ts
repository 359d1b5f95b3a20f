import * as z from "zod";
import type { ChatRequest, RawPrompt } from "../../../core/chat-model.ts";
import { modelNameSchema, stopSchema, toStop } from "./chat-request-body.ts";
import { checkConstraints, constraintShape, toConstraint } from "./constraint-shape.ts";
import { listIgnored, samplingShape, tokenLimitSchema, toMaxTokens, toSampling } from "./sampling-shape.ts";

/** Each is a generation of its own. */
const MOST_PROMPTS = 128;

/** OpenAI's: a text that is continued may never end by itself. */
const DEFAULT_MAX_TOKENS = 16;

const tokens = z.array(z.int().min(0));

const shape = {
  model: modelNameSchema,
  prompt: z
    .union([
      z.string(),
      tokens.min(1),
      z.array(z.string()).min(1).max(MOST_PROMPTS),
      z.array(tokens.min(1)).min(1).max(MOST_PROMPTS),
    ])
    .nullish()
    .describe(
      "A text or several, or tokens of the model's own vocabulary; continued as they stand, without a chat template.",
    ),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: tokenLimitSchema.nullish().describe(`Default ${DEFAULT_MAX_TOKENS}; -1: as many as fit.`),
  ...samplingShape,
  ...constraintShape,
  stop: stopSchema.nullish(),
  n: z.int().min(1).max(16).nullish(),
  logprobs: z
    .union([z.int().min(0).max(20), z.boolean()])
    .nullish()
    .describe("true, as in chats, stands for 0."),
  echo: z
    .boolean()
    .nullish()
    .describe(
      "Puts the prompt in front of the answer; with logprobs, those of its tokens too. max_tokens may be 0 then.",
    ),
  suffix: z.string().nullish().describe("The text after the gap to fill, for models that were trained to fill one."),
  best_of: z.int().min(1).nullish(),
};

/** The body of `POST /v1/completions`. */
export const completionRequestBodySchema = z.looseObject(shape).superRefine((body, context) => {
  const refuse = (path: string, message: string, input: unknown) =>
    context.addIssue({ code: "custom", path: [path], message, input });
  if (body.best_of != null && body.best_of !== (body.n ?? 1))
    refuse("best_of", "absent or equal to n, as no best one is chosen", body.best_of);
  if (body.prompt == null && body.messages != null)
    refuse("prompt", "a text, as messages go to /v1/chat/completions", body.prompt);
  checkConstraints(body, context);
});

export type CompletionRequestBody = z.output<typeof completionRequestBodySchema>;

/** Turns a body into one request for each prompt. */
export function toCompletionRequests(body: CompletionRequestBody): readonly ChatRequest[] {
  return toPrompts(body).map((prompt) => ({
    messages: [],
    prompt,
    // Of a prompt that is only asked back no token need follow.
    maxTokens:
      body.echo === true && body.max_tokens === 0
        ? 0
        : toMaxTokens(body.max_tokens, body.n_predict, DEFAULT_MAX_TOKENS),
    ...toSampling(body),
    stop: toStop(body.stop),
    responseFormat: toConstraint(body),
    logprobs: toLogprobs(body.logprobs),
    stream: body.stream ?? false,
  }));
}

function toLogprobs(asked: CompletionRequestBody["logprobs"]): number | undefined {
  if (asked == null || asked === false) return undefined;
  return asked === true ? 0 : asked;
}

export function listIgnoredOfCompletion(body: CompletionRequestBody): readonly string[] {
  return listIgnored(body, completionRequestBodySchema);
}

function toPrompts({ prompt, suffix, echo }: CompletionRequestBody): readonly RawPrompt[] {
  const texts: readonly RawPrompt["text"][] = isOne(prompt) ? [prompt ?? ""] : prompt;
  return texts.map((text) => ({ text, suffix: suffix || undefined, ...(echo === true ? { echo } : {}) }));
}

function isOne(prompt: CompletionRequestBody["prompt"]): prompt is string | number[] | null | undefined {
  return !Array.isArray(prompt) || typeof prompt[0] === "number";
}
