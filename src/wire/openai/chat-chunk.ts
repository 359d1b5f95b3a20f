import * as z from "zod";
import { wireUsageSchema } from "./wire-usage.ts";

/** A field that may be missing, null or of a wrong type; all three count as not said. */
function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(undefined);
}

const text = maybe(z.string());

/** Text, or a list of parts of which the texts count. */
const content = maybe(z.union([z.string(), z.array(z.object({ text: maybe(z.string()) }))]));

const toolCallSchema = z.object({
  index: maybe(z.int().nonnegative()),
  id: text,
  // Arguments are JSON in a string; some servers send the object itself.
  function: maybe(z.object({ name: text, arguments: maybe(z.union([z.string(), z.record(z.string(), z.unknown())])) })),
});

const messageSchema = z.object({
  content,
  // The same thing under its two names: DeepSeek, vLLM and llama-server say the first, OpenRouter and newer vLLM the second.
  reasoning_content: text,
  reasoning: text,
  tool_calls: maybe(z.array(toolCallSchema)),
});

const alternativeSchema = z.object({ token: z.string(), logprob: z.number() });
const numbers = maybe(z.array(z.number().nullable()));
const logprobsSchema = z.object({
  /** The older form, of plain completions. */
  tokens: maybe(z.array(z.string())),
  token_logprobs: numbers,
  top_logprobs: maybe(z.array(z.record(z.string(), z.number()).nullable())),
  content: maybe(z.array(alternativeSchema.extend({ top_logprobs: maybe(z.array(alternativeSchema)) }))),
});

/** llama-server's own account of a request. */
const timingsSchema = z.object({
  cache_n: maybe(z.int().nonnegative()),
  prompt_ms: maybe(z.number().nonnegative()),
  predicted_ms: maybe(z.number().nonnegative()),
});

/**
 * One `chat.completion.chunk`, or a whole `chat.completion`: the two differ only in `delta` and `message`, and
 * foundry-local sends both in both.
 */
export const chatChunkSchema = z.object({
  choices: maybe(
    z.array(
      z.object({
        index: maybe(z.int()),
        delta: maybe(messageSchema),
        message: maybe(messageSchema),
        /** Of plain completions. */
        text,
        finish_reason: text,
        logprobs: maybe(logprobsSchema),
      }),
    ),
  ),
  usage: maybe(wireUsageSchema),
  timings: maybe(timingsSchema),
  error: z.unknown().optional(),
});

export type ChatChunk = z.infer<typeof chatChunkSchema>;
export type ChatChoice = NonNullable<ChatChunk["choices"]>[number];
