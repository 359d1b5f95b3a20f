import * as z from "zod";
import type { ChatRequest } from "../../../core/chat-model.ts";
import { listUnknown, openObject } from "./list-unknown.ts";

/** Any whole number, those beyond 2^53 included: programs draw seeds from 64 bits, and say "no limit" with the greatest that they know. */
const anyWhole = z.number().refine(Number.isInteger, "a whole number");

/** Most tokens to generate; 0 and less, and more than the context has, set no limit of their own. */
export const tokenLimitSchema = anyWhole;

/** Names of whoever asks, of which nothing follows here, in any form. */
const label = z.unknown().optional();

const repetitionPenalty = z.number().positive().nullish();

/** Numbers that clients of Foundry Local send as texts. */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/, "a whole number")
    .transform(Number),
]);

/** Sampling fields that all three text routes share. */
export const samplingShape = {
  temperature: z.number().min(0).nullish().describe("0 takes the likeliest token each time."),
  top_p: z.number().min(0).max(1).nullish().describe("0 takes the likeliest token each time."),
  top_k: z
    .int()
    .nullish()
    .describe("Not OpenAI's: among how many of the likeliest tokens to choose; 0 and less: among all."),
  min_p: z
    .number()
    .max(1)
    .nullish()
    .describe(
      "Not OpenAI's: leaves out tokens that are less than this share as likely as the likeliest; 0 and less: none.",
    ),
  repeat_penalty: repetitionPenalty.describe(
    "Not OpenAI's: makes what was said lately less likely; 1 changes nothing.",
  ),
  repetition_penalty: repetitionPenalty.describe("vLLM's name of repeat_penalty."),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  seed: anyWhole.nullish().describe("-1: another one each time."),
  random_seed: anyWhole.nullish().describe("Foundry Local's name of seed."),
  logit_bias: z
    .union([
      z.record(z.string().regex(/^\d{1,9}$/, "the number of a token"), z.number()),
      z.array(z.tuple([z.int().min(0), z.union([z.number(), z.literal(false)])])),
    ])
    .nullish()
    .describe(
      "Added to the scores of tokens, by their numbers in the model's own vocabulary; llama.cpp's list of pairs is taken too, with false for never.",
    ),
  metadata: openObject({ random_seed: wholeNumber.nullish(), top_k: wholeNumber.nullish() })
    .nullish()
    .describe(
      "random_seed and top_k are honoured as Foundry Local does; the rest reaches pipelines, which may decide by `priority` and `task`, and is not kept.",
    ),
  user: label,
  safety_identifier: label,
  prompt_cache_key: label,
  prompt_cache_retention: label,
  service_tier: label,
  ep: z.string().nullish().describe("Foundry Local's execution provider: cpu, or named in Assay-Warning."),
  cache_prompt: z
    .boolean()
    .nullish()
    .describe("llama.cpp's: false computes the whole prompt anew, so that a repeated one can be timed."),
  n_predict: anyWhole.nullish().describe("llama.cpp's name of max_tokens."),
  ttl: z
    .int()
    .min(0)
    .nullish()
    .describe("Seconds without a request after which the model is unloaded; Foundry Local's."),
};

const samplingSchema = z.object(samplingShape);
type Sampling = z.output<typeof samplingSchema>;

/** The part of a chat request that says how to choose tokens. */
export function toSampling(body: Sampling) {
  const topK = body.top_k ?? body.metadata?.top_k ?? undefined;
  return {
    temperature: body.temperature ?? undefined,
    // Of no probability at all nothing could be chosen: OpenAI's models take the likeliest then.
    ...(body.top_p === 0 ? { topP: 1, topK: 1 } : { topP: body.top_p ?? undefined, topK: topK && Math.max(0, topK) }),
    minP: body.min_p == null ? undefined : Math.max(0, body.min_p),
    repetitionPenalty: body.repeat_penalty ?? body.repetition_penalty ?? undefined,
    logitBias: toLogitBias(body.logit_bias),
    presencePenalty: body.presence_penalty ?? undefined,
    frequencyPenalty: body.frequency_penalty ?? undefined,
    promptReuse: body.cache_prompt ?? undefined,
    seed: toSeed(body.seed ?? body.random_seed ?? body.metadata?.random_seed),
    ...toMetadata(body.metadata),
  } satisfies Partial<ChatRequest>;
}

function toMetadata(metadata: Sampling["metadata"]): Pick<ChatRequest, "metadata"> {
  const texts = Object.entries(metadata ?? {}).filter(([, value]) => typeof value === "string");
  return texts.length === 0 ? {} : { metadata: Object.fromEntries(texts) };
}

/** Of several names for the most tokens to generate the first that is there; 0 and less say "no limit" to every local server. */
export function toMaxTokens(...limits: readonly (number | null | undefined)[]): number | undefined {
  const limit = limits.find((one) => one != null);
  return limit == null || limit <= 0 ? undefined : Math.min(limit, Number.MAX_SAFE_INTEGER);
}

/** Added to the score of a token that is never to come; OpenAI's least. */
const NEVER = -100;

function toLogitBias(bias: Sampling["logit_bias"]): ChatRequest["logitBias"] {
  if (!Array.isArray(bias)) return bias ?? undefined;
  return Object.fromEntries(bias.map(([token, added]) => [String(token), added === false ? NEVER : added]));
}

function toSeed(seed: number | null | undefined): number | undefined {
  if (seed == null || seed === -1) return undefined;
  return Number.isSafeInteger(seed) ? seed : seed % 2 ** 53;
}

/** Names the fields that `toSampling()` does not pass on, and every unknown field, in words for people. */
export function listIgnored(body: Sampling & Readonly<Record<string, unknown>>, schema: z.ZodType): string[] {
  const ignored: string[] = [];
  if (body.ep && body.ep.toLowerCase() !== "cpu") ignored.push(`ep: ${body.ep} is not chosen per request, ignored`);
  for (const name of listUnknown(schema, body)) ignored.push(`${name}: not known here, ignored`);
  return ignored;
}
