import type { GenerationJob } from "../../generation/generation-job.ts";
import type { LlamaContext } from "../llama/llama-context.ts";
import type { CacheSequence } from "./cache-sequence.ts";
import { longPieceTokens, sharePieces } from "./prompt-pieces.ts";

/** One sequence's share of a step. */
export interface Share {
  readonly sequence: CacheSequence;
  readonly job: GenerationJob;
  readonly tokens: number;
  /** Where the scores of the next token will be; absent while more of the prompt is to come. */
  readonly scores: number | undefined;
  /** Where the scores of tokens of the prompt will be. */
  readonly promptScores: readonly PromptScores[];
}

interface PromptScores {
  /** In the batch. */
  readonly place: number;
  /** In the prompt: of the token that is scored. */
  readonly index: number;
}

type Batch = Pick<LlamaContext, "begin" | "add" | "batchTokens" | "scoredTokens" | "shape">;

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
  const scoring = active.filter((sequence) => !isAnswering(sequence) && isScored(sequence));
  const reading = active.filter((sequence) => !isAnswering(sequence) && !isScored(sequence));
  const most = batch.batchTokens - answering.length;
  const room = answering.length === 0 ? most : Math.min(most, wish.promptTokens(reading.length));
  const now = batch.shape.lanes ? takeTurns({ answering, reading }, wish) : { answering, reading };
  const pieces = sharePieces(
    now.reading.map(({ left }) => left),
    room,
  );
  const scored = Math.min(batch.scoredTokens, most - pieces.reduce<number>((sum, piece) => sum + (piece ?? 0), 0));
  // One at a time: there is room for the scores of so many tokens only.
  const scoringNow = now.answering.length < answering.length ? [] : scoring.slice(0, 1);
  const shares = [
    ...now.answering.map((sequence) => ({ sequence, tokens: 1 })),
    ...now.reading.map((sequence, index) => ({ sequence, tokens: pieces[index] ?? 0 })),
    ...scoringNow.map((sequence) => ({ sequence, tokens: Math.min(sequence.left, scored) })),
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

function isScored({ job, held }: CacheSequence): boolean {
  return job?.generation.onPromptScores !== undefined && held.length < job.generation.prompt.length;
}

function isAnswering({ left, held }: CacheSequence): boolean {
  return left === 1 && held.length > 0;
}

function addShare(batch: Batch, sequence: CacheSequence, tokens: number): readonly Share[] {
  const { job, held, id } = sequence;
  if (job === undefined || tokens === 0) return [];
  const isLast = held.length + tokens === job.length;
  const isScoring = isScored(sequence);
  let scores: number | undefined;
  const promptScores: PromptScores[] = [];
  for (let index = 0; index < tokens; index++) {
    const position = held.length + index;
    const isNext = isLast && index === tokens - 1;
    const place = batch.add(job.at(position), position, id, isNext || isScoring);
    if (isNext) scores = place;
    else if (isScoring) promptScores.push({ place, index: position + 1 });
  }
  return [{ sequence, job, tokens, scores, promptScores }];
}
