import * as z from "zod";
import type { ChatRequest } from "../../../core/chat-model.ts";
import { checkConstraints, constraintShape, toConstraint } from "./constraint-shape.ts";
import { openObject } from "./list-unknown.ts";
import { messageSchema, toMessages } from "./message-schema.ts";
import { listIgnored, samplingShape, tokenLimitSchema, toMaxTokens, toSampling } from "./sampling-shape.ts";
import { checkTools, functionsShape, toolShape, toToolChoice, toTools } from "./tool-schema.ts";

/** Choices of one request; each is a generation of its own. */
const MOST_CHOICES = 16;

/** Every new token is held against each of them. Programs for role play send one for each name in a story. */
const MOST_STOPS = 1024;

/** Texts that end an answer: one or several; empty ones end nothing. */
export const stopSchema = z.union([z.string(), z.array(z.string().nullable()).max(MOST_STOPS)]);

export function toStop(stop: z.output<typeof stopSchema> | null | undefined): readonly string[] | undefined {
  return stop == null
    ? undefined
    : [...new Set([stop].flat().filter((text): text is string => text !== null && text !== ""))];
}

export const modelNameSchema = z.string().min(1).max(500).describe("Alias, id or id:version, in any case.");

const MESSAGES_MISSING = "a list, as a prompt alone goes to /v1/completions and an input to /v1/responses";

/** Likeliest tokens to tell beside each token of the answer. */
export const logprobCountSchema = z.int().min(0).max(20);

export const reasoningEffortSchema = z
  .string()
  .max(100)
  .describe(
    "none, minimal, low, medium, high or xhigh, where the model's chat template reads one; else named in Assay-Warning.",
  );

const shape = {
  model: modelNameSchema,
  messages: z
    .array(messageSchema, { error: ({ input }) => (input === undefined ? MESSAGES_MISSING : undefined) })
    .min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: tokenLimitSchema.nullish().describe("0 and less: as many as fit."),
  max_completion_tokens: tokenLimitSchema.nullish().describe("Taken before max_tokens."),
  ...samplingShape,
  stop: stopSchema.nullish(),
  n: z.int().min(1).max(MOST_CHOICES).nullish(),
  logprobs: z
    .union([z.boolean(), logprobCountSchema])
    .nullish()
    .describe("A number, as completions have it, stands for true and top_logprobs."),
  top_logprobs: logprobCountSchema.nullish(),
  ...toolShape,
  ...functionsShape,
  ...constraintShape,
  modalities: z.array(z.literal("text")).nullish(),
  audio: z.null("absent, as answers are text").optional(),
  web_search_options: z.null("absent, as nothing is searched here").optional(),
  store: z.boolean().nullish().describe("Nothing is stored, whatever it says."),
  chat_template_kwargs: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe("Variables of the model's chat template, such as enable_thinking."),
  reasoning_effort: reasoningEffortSchema.nullish(),
  verbosity: z.string().nullish().describe("Not honoured: named in Assay-Warning."),
  include_steps: z
    .boolean()
    .nullish()
    .describe("Not OpenAI's: true tells the steps of a pipeline, in `steps` of the answer or in frames of their own."),
  prediction: openObject({}).nullish().describe("Not used: it only makes answers faster."),
};

/** The body of `POST /v1/chat/completions`. */
export const chatRequestBodySchema = z.looseObject(shape).superRefine((body, context) => {
  checkTools(body, context);
  checkConstraints(body, context);
  if (body.top_logprobs != null && body.top_logprobs > 0 && !body.logprobs && body.logprobs !== 0)
    context.addIssue({
      code: "custom",
      path: ["top_logprobs"],
      message: "absent, or logprobs be true",
      input: body.top_logprobs,
    });
});

export type ChatRequestBody = z.output<typeof chatRequestBodySchema>;

/** Turns a body into the request that a chat model answers. */
export function toChatRequest(body: ChatRequestBody): ChatRequest {
  return {
    messages: toMessages(body.messages),
    maxTokens: toMaxTokens(body.max_completion_tokens, body.max_tokens, body.n_predict),
    ...toSampling(body),
    stop: toStop(body.stop),
    templateVariables: body.chat_template_kwargs ?? undefined,
    reasoningEffort: body.reasoning_effort ?? undefined,
    tools: toTools(body),
    toolChoice: toToolChoice(body),
    responseFormat: toConstraint(body),
    logprobs: toLogprobs(body),
    stream: body.stream ?? false,
  };
}

function toLogprobs({ logprobs, top_logprobs: top }: ChatRequestBody): number | undefined {
  if (logprobs == null || logprobs === false) return undefined;
  return top ?? (logprobs === true ? 0 : logprobs);
}

/** Names the fields that are not honoured, in words for the `Assay-Warning` header. */
export function listIgnoredOfChat(body: ChatRequestBody): readonly string[] {
  const ignored = listIgnored(body, chatRequestBodySchema);
  if (body.store === true) ignored.push("store: nothing is stored here");
  if (body.verbosity != null) ignored.push("verbosity: not offered, ignored");
  if (body.messages.some(({ role, name }) => name != null && role !== "function"))
    ignored.push("messages.name: no template shows it, ignored");
  return ignored;
}
