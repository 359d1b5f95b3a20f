import * as z from "zod";
import type { ChatRequest } from "../../../core/chat-model.ts";

const seed = z.int();

/** Numbers that clients of Foundry Local send as texts. */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/, "a whole number")
    .transform(Number),
]);

/** What all three routes that generate text say of how to choose tokens. */
export const samplingShape = {
  temperature: z.number().min(0).max(2).nullish().describe("0 takes the likeliest token each time."),
  top_p: z.number().gt(0).max(1).nullish(),
  top_k: z.int().min(0).nullish().describe("Not OpenAI's: among how many of the likeliest tokens to choose."),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  seed: seed.nullish(),
  random_seed: seed.nullish().describe("Foundry Local's name of seed."),
  logit_bias: z.record(z.string(), z.number()).nullish().describe("Not honoured: named in Assay-Warning."),
  metadata: z
    .looseObject({ random_seed: wholeNumber.nullish(), top_k: wholeNumber.nullish() })
    .nullish()
    .describe("random_seed and top_k are honoured as Foundry Local does; the rest is not kept."),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_cache_retention: z.string().nullish(),
  service_tier: z.string().nullish(),
  ep: z.string().nullish().describe("Foundry Local's execution provider: cpu, or named in Assay-Warning."),
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
  return {
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    topK: body.top_k ?? body.metadata?.top_k ?? undefined,
    presencePenalty: body.presence_penalty ?? undefined,
    frequencyPenalty: body.frequency_penalty ?? undefined,
    seed: body.seed ?? body.random_seed ?? body.metadata?.random_seed ?? undefined,
  } satisfies Partial<ChatRequest>;
}

/** What `toSampling()` does not pass on, and every field that nobody here knows; in words for people. */
export function listIgnored(
  body: Sampling & Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
) {
  const ignored: string[] = [];
  if (Object.keys(body.logit_bias ?? {}).length > 0) ignored.push("logit_bias: not offered, ignored");
  if (body.ep && body.ep.toLowerCase() !== "cpu") ignored.push(`ep: ${body.ep} is not chosen per request, ignored`);
  for (const [name, value] of Object.entries(body))
    if (!Object.hasOwn(known, name) && value != null) ignored.push(`${name}: not known here, ignored`);
  return ignored;
}
