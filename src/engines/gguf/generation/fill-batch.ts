import type { LlamaContext } from "../llama/llama-context.ts";
import type { CacheSequence } from "./cache-sequence.ts";
import type { GenerationJob } from "./generation-job.ts";
import { sharePieces } from "./prompt-pieces.ts";

/** One sequence's share of a step. */
export interface Share {
  readonly sequence: CacheSequence;
  readonly job: GenerationJob;
  readonly tokens: number;
  /** Where the scores of the next token will be; absent while more of the prompt is to come. */
  readonly scores: number | undefined;
}

type Batch = Pick<LlamaContext, "begin" | "add" | "batchTokens">;

/**
 * Writes the next batch: the next token of every answer, and pieces of prompts in the room that is left.
 *
 * @param promptTokens most tokens of prompts while answers are on their way
 */
export function fillBatch(batch: Batch, running: readonly CacheSequence[], promptTokens: number): readonly Share[] {
  batch.begin();
  const active = running.filter(({ job }) => job?.over === false);
  const answering = active.filter(isAnswering);
  const reading = active.filter((sequence) => !isAnswering(sequence));
  const most = batch.batchTokens - answering.length;
  const room = answering.length === 0 ? most : Math.min(most, promptTokens);
  const pieces = sharePieces(
    reading.map(({ left }) => left),
    room,
  );
  return [
    ...answering.flatMap((sequence) => addShare(batch, sequence, 1)),
    ...reading.flatMap((sequence, index) => addShare(batch, sequence, pieces[index] ?? 0)),
  ];
}

function isAnswering({ left, held }: CacheSequence): boolean {
  return left === 1 && held.length > 0;
}

function addShare(batch: Batch, sequence: CacheSequence, tokens: number): readonly Share[] {
  const { job, held, id } = sequence;
  if (job === undefined || tokens === 0) return [];
  const isLast = held.length + tokens === job.length;
  let scores: number | undefined;
  for (let index = 0; index < tokens; index++) {
    const position = held.length + index;
    const wanted = isLast && index === tokens - 1;
    const place = batch.add(job.at(position), position, id, wanted);
    if (wanted) scores = place;
  }
  return [{ sequence, job, tokens, scores }];
}
