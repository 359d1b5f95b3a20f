import * as z from "zod";
import type { ChatRequest, ResponseFormat } from "../../../core/chat-model.ts";
import { logprobCountSchema, modelNameSchema, reasoningEffortSchema, stopSchema, toStop } from "./chat-request-body.ts";
import { checkConstraints, constraintShape, toConstraint } from "./constraint-shape.ts";
import { openObject } from "./list-unknown.ts";
import { toJsonFormat } from "./response-format-schema.ts";
import { responseInputSchema, toInputMessages } from "./response-input-schema.ts";
import { listIgnored, samplingShape, tokenLimitSchema, toMaxTokens, toSampling } from "./sampling-shape.ts";
import { checkTools, toolShape, toToolChoice, toTools } from "./tool-schema.ts";

const NOTHING_STORED = "absent, as nothing is stored here: send the whole conversation as input";

/** Clients write an empty text for the id of nothing. */
const nothingStored = z.union([z.null(), z.literal("")], NOTHING_STORED).optional();

const formatSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    name: z.string().nullish(),
    schema: z.record(z.string(), z.unknown()),
    description: z.string().nullish(),
    strict: z.boolean().nullish(),
  }),
]);

const shape = {
  model: modelNameSchema,
  input: responseInputSchema.describe("A text, or a list of messages, calls and their outputs."),
  instructions: z.string().nullish().describe("A system message in front."),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_obfuscation: z.boolean().nullish() }).nullish(),
  max_output_tokens: tokenLimitSchema.nullish().describe("0 and less: as many as fit."),
  max_completion_tokens: tokenLimitSchema.nullish().describe("Chat completions' name of the same."),
  max_tokens: tokenLimitSchema.nullish().describe("The older name of the same."),
  ...samplingShape,
  stop: stopSchema.nullish().describe("Not OpenAI's."),
  top_logprobs: logprobCountSchema.nullish(),
  include: z.array(z.string()).nullish().describe("message.output_text.logprobs is honoured."),
  ...toolShape,
  ...constraintShape,
  max_tool_calls: z.int().nullish(),
  text: z.looseObject({ format: formatSchema.nullish(), verbosity: z.string().nullish() }).nullish(),
  reasoning: openObject({ effort: reasoningEffortSchema.nullish() })
    .nullish()
    .describe("effort is honoured where the model's chat template reads one."),
  truncation: z.enum(["auto", "disabled"]).nullish().describe("Nothing is ever cut: a prompt too long is refused."),
  store: z.boolean().nullish().describe("Nothing is stored, whatever it says."),
  background: z.literal(false, "false or absent, as nothing is stored here that could be asked for later").nullish(),
  previous_response_id: nothingStored,
  conversation: nothingStored,
  prompt: z.null("absent, as no prompts are stored here").optional(),
};

/** The body of `POST /v1/responses`. */
export const responseRequestBodySchema = z.looseObject(shape).superRefine((body, context) => {
  checkTools(body, context);
  checkConstraints(body, context);
  if (toConstraint(body) !== undefined && body.text?.format != null)
    context.addIssue({
      code: "custom",
      path: ["text", "format"],
      message: "the only form that is asked for",
      input: {},
    });
});

export type ResponseRequestBody = z.output<typeof responseRequestBodySchema>;

/** Turns a body into the request that a chat model answers. */
export function toResponseRequest(body: ResponseRequestBody): ChatRequest {
  const { include, top_logprobs: top } = body;
  const wantsLogprobs = top != null || include?.includes("message.output_text.logprobs") === true;
  return {
    messages: toInputMessages(body.input, body.instructions),
    maxTokens: toMaxTokens(body.max_output_tokens, body.max_completion_tokens, body.max_tokens, body.n_predict),
    ...toSampling(body),
    stop: toStop(body.stop),
    reasoningEffort: body.reasoning?.effort ?? undefined,
    tools: toTools(body),
    toolChoice: toToolChoice(body),
    responseFormat: toConstraint(body) ?? toFormat(body.text?.format),
    logprobs: wantsLogprobs ? (top ?? 0) : undefined,
    stream: body.stream ?? false,
  };
}

/** Names the fields that are not honoured, in words for the `Assay-Warning` header. */
export function listIgnoredOfResponse(body: ResponseRequestBody): readonly string[] {
  const ignored = listIgnored(body, responseRequestBodySchema);
  for (const [name, value] of Object.entries(body.reasoning ?? {}))
    if (name !== "effort" && value != null) ignored.push(`reasoning.${name}: not offered, ignored`);
  if (body.text?.verbosity != null) ignored.push("text.verbosity: not offered, ignored");
  if (body.truncation === "auto") ignored.push("truncation: nothing is cut, a prompt too long is refused");
  if (body.store === true) ignored.push("store: nothing is stored here");
  if (body.max_tool_calls != null) ignored.push("max_tool_calls: no tools run here, ignored");
  for (const one of body.include ?? [])
    if (one !== "message.output_text.logprobs") ignored.push(`include: there is no ${one} here, ignored`);
  return ignored;
}

function toFormat(format: z.output<typeof formatSchema> | null | undefined): ResponseFormat | undefined {
  if (format == null) return undefined;
  if (format.type === "json_schema") return toJsonFormat(format.schema, format.strict);
  return { type: format.type === "text" ? "text" : "json-object" };
}
