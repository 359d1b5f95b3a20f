import { bootstrapInterval } from "../../stats/bootstrap-interval.ts";
import { mean } from "../../stats/centre.ts";
import { ranks } from "../../stats/spearman.ts";

/** An answer with its score and its length. */
export interface SizedScore {
  readonly prompt: string;
  readonly score: number;
  readonly length: number;
}

/** How far longer answers to the same prompt get higher scores. */
export interface LengthBias {
  /** Rank correlation inside of prompts, from -1 to 1. */
  readonly rho: number;
  /** At 95 %, over prompts; absent below 12. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Answers, and the prompts with several of them. */
  readonly answers: number;
  readonly prompts: number;
}

/** The ranks of an answer inside of its prompt, their means taken off. */
interface Centred {
  readonly score: number;
  readonly length: number;
}

/** Resampling with one seed gives the same interval each time. */
const SEED = 1;

/**
 * Measures how far length and score go together among the answers to one prompt. Across prompts they may well do so without a
 * bias, as some prompts call for long answers and are easy; undefined where no prompt tells.
 */
export function measureLengthBias(answers: readonly SizedScore[]): LengthBias | undefined {
  const groups = [...Map.groupBy(answers, ({ prompt }) => prompt).values()].filter((own) => own.length > 1);
  const units = groups.map(centre);
  const rho = correlate(units);
  if (rho === undefined) return undefined;
  const interval = bootstrapInterval(units, correlate, { seed: SEED });
  return { rho, ...interval, answers: units.flat().length, prompts: units.length };
}

function centre(answers: readonly SizedScore[]): readonly Centred[] {
  const [scores, lengths] = [ranks(answers.map(({ score }) => score)), ranks(answers.map(({ length }) => length))];
  const middle = mean(scores);
  return scores.map((score, index) => ({ score: score - middle, length: (lengths[index] ?? middle) - middle }));
}

function correlate(units: readonly (readonly Centred[])[]): number | undefined {
  const sum = (of: (one: Centred) => number) => units.flat().reduce((total, one) => total + of(one), 0);
  const scale = Math.sqrt(sum(({ score }) => score ** 2) * sum(({ length }) => length ** 2));
  return scale === 0 ? undefined : Math.max(-1, Math.min(1, sum(({ score, length }) => score * length) / scale));
}
