import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Token, Vocabulary } from "../generation/vocabulary.ts";
import { disposedError } from "./errors.ts";

export interface TokenEmbeddingOptions {
  readonly id: string;
  readonly vocabulary: Vocabulary;
  readonly limits: BatchLimits;
  /** Gives the vector of each text of a batch, as the model has it; undefined where it gives none. */
  readonly compute: (batch: Batch) => Promise<readonly (Float32Array | undefined)[]>;
  /** Most tokens of one text, markers at its ends included. */
  readonly maxTokens: number;
  readonly dimensions: number;
  readonly dispose: () => Promise<void>;
}

export interface TokenEmbedding {
  readonly model: EmbeddingModel;
  /** Refuses what comes and waits for what is being computed. */
  stop(): Promise<void>;
}

/** Creates the embedding model of a loaded file; its vectors have length 1. */
export function createTokenEmbeddingModel(options: TokenEmbeddingOptions): TokenEmbedding {
  const { id, vocabulary, limits, maxTokens, dimensions, dispose } = options;
  let stopped = false;
  /** One batch after the other, whoever asks: they share the context. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = last.then(run);
    last = turn.catch(() => {});
    return turn;
  }

  async function compute(batch: Batch): Promise<readonly Float32Array[]> {
    if (stopped) throw disposedError();
    const vectors = await options.compute(batch);
    return batch.map((_, index) => requireVector(vectors[index], dimensions));
  }

  const model: EmbeddingModel = {
    id,
    dimensions,
    maxTokens,
    async embed(texts, { signal } = {}) {
      if (stopped) throw disposedError();
      const all = texts.map((text) => encode(text, vocabulary));
      // Before anything is computed: half an answer is of no use.
      for (const [index, { length }] of all.entries()) if (length > maxTokens) throw tooLong(index, length, maxTokens);
      const vectors: Float32Array[] = [];
      for (const batch of cutBatches(all, limits)) {
        if (signal?.aborted) throw cancelled();
        vectors.push(...(await inTurn(() => compute(batch))));
      }
      if (signal?.aborted) throw cancelled();
      return { vectors, usage: { promptTokens: all.reduce((sum, { length }) => sum + length, 0), source: "engine" } };
    },
    [Symbol.asyncDispose]: dispose,
  };

  return {
    model,
    async stop() {
      stopped = true;
      await last;
    },
  };
}

/** The tokens of each text. */
export type Batch = readonly (readonly Token[])[];

export interface BatchLimits {
  /** Texts of one batch. */
  readonly sequences: number;
  /** Tokens of one batch. */
  readonly batchTokens: number;
}

/** A text without any token is given the one that the model knows as an end, so that it has a vector too. */
function encode(text: string, vocabulary: Vocabulary): readonly Token[] {
  const tokens = vocabulary.tokenizeWhole(text);
  return tokens.length > 0 ? tokens : [vocabulary.eos ?? vocabulary.bos ?? 0];
}

/** Cuts texts into batches, in order. */
export function cutBatches(texts: Batch, { sequences, batchTokens }: BatchLimits): readonly Batch[] {
  const batches: (readonly Token[])[][] = [];
  let room = 0;
  for (const text of texts) {
    const current = batches.at(-1);
    if (current === undefined || current.length === sequences || text.length > room) {
      batches.push([text]);
      room = batchTokens - text.length;
    } else {
      current.push(text);
      room -= text.length;
    }
  }
  return batches;
}

/** Checks the shape that the model's own facts promise, and divides by the Euclidean length: a dot product is then a cosine. */
function requireVector(vector: Float32Array | undefined, dimensions: number): Float32Array {
  const length = vector === undefined ? Number.NaN : Math.hypot(...vector);
  if (vector?.length === dimensions && Number.isFinite(length) && length > 0)
    return vector.map((value) => value / length);
  throw new AssayError({
    code: "model-invalid",
    message: `The model gave a vector that is not ${dimensions} finite numbers.`,
    hint: "The file's weights may be damaged; get it again.",
  });
}

function tooLong(index: number, count: number, maxTokens: number): AssayError {
  return new AssayError({
    code: "context-exceeded",
    message: `This model's maximum context length is ${maxTokens} tokens. However, text ${index + 1} has ${count} tokens.`,
    hint: "Cut the text into shorter pieces.",
  });
}

function cancelled(): AssayError {
  return new AssayError({
    code: "aborted",
    message: "The request was cancelled.",
  });
}
