import type { LlamaContext } from "../llama/llama-context.ts";
import type { CacheSequence } from "./cache-sequence.ts";
import type { GenerationJob } from "./generation-job.ts";
import { longPieceTokens, sharePieces } from "./prompt-pieces.ts";

/** One sequence's share of a step. */
export interface Share {
  readonly sequence: CacheSequence;
  readonly job: GenerationJob;
  readonly tokens: number;
  /** Where the scores of the next token will be; absent while more of the prompt is to come. */
  readonly scores: number | undefined;
}

type Batch = Pick<LlamaContext, "begin" | "add" | "batchTokens" | "shape">;

export interface StepWish {
  /** Most tokens of prompts while answers are on their way and so many prompts are read. */
  readonly promptTokens: (prompts: number) => number;
  /** In lanes a long piece of a prompt is a step by itself: whether it is its turn, before those who are being answered. */
  readonly readsFirst: boolean;
}

/** Writes the next batch: the next token of every answer, and pieces of prompts in the room that is left. */
export function fillBatch(batch: Batch, running: readonly CacheSequence[], wish: StepWish): readonly Share[] {
  batch.begin();
  const active = running.filter(({ job }) => job?.over === false);
  const answering = active.filter(isAnswering);
  const reading = active.filter((sequence) => !isAnswering(sequence));
  const most = batch.batchTokens - answering.length;
  const room = answering.length === 0 ? most : Math.min(most, wish.promptTokens(reading.length));
  const now = batch.shape.lanes ? takeTurns({ answering, reading }, wish) : { answering, reading };
  const pieces = sharePieces(
    now.reading.map(({ left }) => left),
    room,
  );
  const shares = [
    ...now.answering.map((sequence) => ({ sequence, tokens: 1 })),
    ...now.reading.map((sequence, index) => ({ sequence, tokens: pieces[index] ?? 0 })),
  ];
  // The library takes lanes together whose numbers ascend without a gap.
  if (batch.shape.lanes) shares.sort((a, b) => a.sequence.id - b.sequence.id);
  return shares.flatMap(({ sequence, tokens }) => addShare(batch, sequence, tokens));
}

interface Sequences {
  readonly answering: readonly CacheSequence[];
  readonly reading: readonly CacheSequence[];
}

/** The library computes lanes together as far as each has equally many tokens: a long piece alone, else one of each answer. */
function takeTurns({ answering, reading }: Sequences, { readsFirst }: StepWish): Sequences {
  const short = reading.filter(({ left }) => left < longPieceTokens);
  const long = reading.filter(({ left }) => left >= longPieceTokens);
  const isTurnOfLong = long.length > 0 && (readsFirst || answering.length + short.length === 0);
  return isTurnOfLong ? { answering: [], reading: long.slice(0, 1) } : { answering, reading: short };
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
