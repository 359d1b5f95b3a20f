import * as z from "zod";

/**
 * An instance of `Wllama`, as far as the engine uses it. What its worker runs is llama.cpp's server, so requests carry the
 * fields of that server's `/completion`, of which the types of wllama name only some.
 */
export interface WllamaSession {
  loadModel(files: Blob[], params: WllamaLoad): Promise<void>;
  getLoadedContextInfo(): { readonly n_ctx: number; readonly n_embd: number; readonly add_bos_token: boolean };
  isMultithread(): boolean;
  getNumThreads(): number;
  createCompletion(params: WllamaCompletion): Promise<AsyncIterable<unknown>>;
  createEmbedding(params: { readonly input: string[] }): Promise<unknown>;
  exit(): Promise<void>;
}

/** Fields of a load, by wllama's names. */
export interface WllamaLoad {
  readonly n_ctx: number;
  readonly n_threads: number;
  readonly n_gpu_layers: number;
  readonly n_parallel: number;
  readonly n_batch: number;
  readonly n_ubatch: number;
  readonly embeddings: boolean;
}

export interface WllamaCompletion {
  readonly prompt: string;
  readonly stream: true;
  readonly abortSignal: AbortSignal;
  readonly [field: string]: unknown;
}

const logprobSchema = z.object({ token: z.string(), logprob: z.number() });

/** A piece of a streamed completion: the text of one token mostly, and at the end the counts. */
export const chunkSchema = z.object({
  choices: z.tuple([
    z.object({
      text: z.string(),
      finish_reason: z.enum(["stop", "length"]).nullable(),
      logprobs: z
        .object({ content: z.array(logprobSchema.extend({ top_logprobs: z.array(logprobSchema).optional() })) })
        .nullish(),
    }),
  ]),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number() }).optional(),
    })
    .nullish(),
  timings: z.object({
    cache_n: z.number(),
    prompt_n: z.number(),
    predicted_n: z.number(),
    prompt_ms: z.number(),
    predicted_ms: z.number(),
  }),
});

export type Chunk = z.output<typeof chunkSchema>;

export const embeddingsSchema = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number() }),
});
