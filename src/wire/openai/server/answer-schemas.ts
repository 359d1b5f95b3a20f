import * as z from "zod";
import { apiSchemas } from "./api-schemas.ts";

// What our routes answer, for the OpenAPI document. Answers are made by the encoders beside this file; a test holds
// them against these schemas.

const count = z.int().nonnegative();

export const errorAnswerSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable().describe("The field that is wrong."),
      code: z.string().nullable(),
    }),
  })
  .register(apiSchemas, { id: "Error" });

const usageSchema = z
  .object({
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    prompt_tokens_details: z.object({ cached_tokens: count }),
    completion_tokens_details: z.object({ reasoning_tokens: count }),
  })
  .register(apiSchemas, { id: "Usage" });

const functionCall = z.object({ name: z.string(), arguments: z.string() });
const message = z
  .object({
    role: z.literal("assistant"),
    content: z.string().nullable(),
    refusal: z.null(),
    reasoning_content: z.string().optional(),
    tool_calls: z.array(z.object({ id: z.string(), type: z.literal("function"), function: functionCall })).optional(),
    function_call: functionCall.optional(),
  })
  .register(apiSchemas, { id: "AssistantMessage" });

const stepSchema = z
  .object({
    index: z.int().describe("Of the choice."),
    name: z.string(),
    model: z.string(),
    state: z.enum(["started", "finished", "skipped", "failed"]),
    because: z.string().optional(),
    usage: usageSchema.optional(),
    ms: z.number().optional(),
    text: z.string().optional().describe("Of a step whose text is not the answer."),
    signals: z.record(z.string(), z.number()).optional(),
    error: z.looseObject({}).optional(),
  })
  .register(apiSchemas, { id: "PipelineStep" });

export const chatCompletionSchema = z
  .object({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: z.int(),
    model: z.string(),
    system_fingerprint: z.null(),
    choices: z.array(
      z.object({
        index: z.int(),
        message,
        delta: message.describe("The message again, as scripts for Foundry Local read it."),
        logprobs: z.looseObject({}).nullable(),
        finish_reason: z.enum(["stop", "length", "tool_calls", "function_call"]),
      }),
    ),
    usage: usageSchema.optional().describe("Absent where the model does not tell its counts."),
    steps: z.array(stepSchema).optional().describe("Where include_steps asked for them; empty where there are none."),
  })
  .register(apiSchemas, { id: "ChatCompletion" });

export const completionSchema = z
  .object({
    id: z.string(),
    object: z.literal("text_completion"),
    created: z.int(),
    model: z.string(),
    choices: z.array(
      z.object({
        index: z.int(),
        text: z.string(),
        logprobs: z.looseObject({}).nullable(),
        finish_reason: z.enum(["stop", "length"]),
      }),
    ),
    usage: usageSchema.optional(),
  })
  .register(apiSchemas, { id: "Completion" });

export const embeddingListSchema = z
  .object({
    object: z.literal("list"),
    model: z.string(),
    data: z.array(
      z.object({
        object: z.literal("embedding"),
        index: z.int(),
        embedding: z.union([z.array(z.number()), z.string().describe("base64 of 32-bit floats, little-endian")]),
      }),
    ),
    usage: z.object({ prompt_tokens: count, total_tokens: count }).optional(),
  })
  .register(apiSchemas, { id: "EmbeddingList" });

export const modelSchema = z
  .object({
    id: z.string(),
    object: z.literal("model"),
    created: z.int(),
    owned_by: z.string(),
    alias: z.string(),
    state: z.enum(["loaded", "loading", "unloading", "ready", "remote", "scripted"]),
    vision: z.literal(false),
    toolCalling: z.boolean(),
    type: z.enum(["llm", "embeddings"]).describe("What it can be asked for; LM Studio's."),
    capabilities: z.array(z.enum(["completion", "tools", "embedding"])).describe("The same; llama.cpp's and Ollama's."),
    architecture: z
      .object({ input_modalities: z.array(z.string()), output_modalities: z.array(z.string()) })
      .describe("The same; OpenRouter's."),
    context_length: count.optional().describe("Tokens that prompt and answer may hold together."),
    max_model_len: count.optional().describe("The same; vLLM's."),
    maxInputTokens: count.optional(),
    maxOutputTokens: count.optional(),
  })
  .register(apiSchemas, { id: "Model" });

export const modelListSchema = z
  .object({ object: z.literal("list"), data: z.array(modelSchema) })
  .register(apiSchemas, { id: "ModelList" });

export const responseSchema = z
  .looseObject({
    id: z.string(),
    object: z.literal("response"),
    created_at: z.int(),
    status: z.enum(["in_progress", "completed", "incomplete", "failed", "cancelled"]),
    model: z.string(),
    output: z.array(z.looseObject({ type: z.enum(["message", "reasoning", "function_call"]), id: z.string() })),
    output_text: z.string(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    usage: z
      .object({
        input_tokens: count,
        input_tokens_details: z.object({ cached_tokens: count }),
        output_tokens: count,
        output_tokens_details: z.object({ reasoning_tokens: count }),
        total_tokens: count,
      })
      .nullable(),
  })
  .register(apiSchemas, { id: "Response" });

/** Answers of routes in the OpenAPI document; nothing is checked against them while the service runs. */
export function answersOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return { 200: schema, "4xx": errorAnswerSchema, "5xx": errorAnswerSchema };
}
