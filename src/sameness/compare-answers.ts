import { firstDifference } from "./compare-prompts.ts";
import type { ReadAnswer, ScoredToken } from "./reading.ts";

/** How two runtimes answer one prompt. */
export interface AnswerDifference {
  readonly identical: boolean;
  /** Tokens that both answers begin with; absent where neither runtime tells tokens. */
  readonly commonTokens?: number | undefined;
  readonly commonCharacters: number;
  /** Absent where the answers are identical. */
  readonly divergence?: Divergence | undefined;
}

/** The first place where two answers part. */
export interface Divergence {
  /** Number of the token, from 1; absent where neither runtime tells tokens. */
  readonly token?: number | undefined;
  readonly ours: Choice;
  readonly theirs: Choice;
  /** How far the two runtimes are from choosing alike, in nats: the wider of their gaps; absent where one of them is unknown. */
  readonly gap?: number | undefined;
}

/** One runtime's choice at the divergence, and its view of the other's. */
export interface Choice {
  /** Empty where the answer ends here. */
  readonly token: string;
  readonly logprob?: number | undefined;
  /** Log-probability that this runtime gives to the other's token; `atMost` where it is not among the likeliest that were told. */
  readonly ofOther?: { readonly logprob: number } | { readonly atMost: number } | undefined;
}

/** Characters of a text that stand for a token where none are told. */
const SHOWN_CHARACTERS = 12;

/** Compares the free answers of the reference and of another runtime to one prompt. */
export function compareAnswers(ours: ReadAnswer, theirs: ReadAnswer): AnswerDifference {
  const at = firstDifference(ours.text, theirs.text);
  const commonCharacters = at ?? ours.text.length;
  const place = findToken(ours.tokens, theirs.tokens, commonCharacters);
  if (at === undefined) {
    const commonTokens = ours.tokens?.length ?? theirs.tokens?.length;
    return { identical: true, commonTokens, commonCharacters };
  }
  const divergence: Divergence = {
    token: place === undefined ? undefined : place + 1,
    ours: toChoice(ours, place, at),
    theirs: toChoice(theirs, place, at),
  };
  const both = consider(divergence, ours.tokens?.[place ?? -1], theirs.tokens?.[place ?? -1]);
  return { identical: false, commonTokens: place, commonCharacters, divergence: both };
}

/** The token at which the answers part: by their tokens where both tell them, else by those of the one that does. */
function findToken(
  ours: readonly ScoredToken[] | undefined,
  theirs: readonly ScoredToken[] | undefined,
  commonCharacters: number,
): number | undefined {
  if (ours !== undefined && theirs !== undefined) return firstDifference(ours.map(spell), theirs.map(spell));
  const told = ours ?? theirs;
  if (told === undefined) return undefined;
  let characters = 0;
  for (const [index, { token }] of told.entries()) {
    characters += token.length;
    if (characters > commonCharacters) return index;
  }
  return told.length;
}

function toChoice({ text, tokens }: ReadAnswer, place: number | undefined, at: number): Choice {
  if (tokens === undefined || place === undefined) return { token: text.slice(at, at + SHOWN_CHARACTERS) };
  const { token = "", logprob } = tokens[place] ?? {};
  return { token, logprob };
}

/** Adds what each runtime thought of the other's choice. */
function consider(divergence: Divergence, a: ScoredToken | undefined, b: ScoredToken | undefined): Divergence {
  const ours = { ...divergence.ours, ofOther: likelihoodOf(divergence.theirs.token, a) };
  const theirs = { ...divergence.theirs, ofOther: likelihoodOf(divergence.ours.token, b) };
  const gaps = [gapOf(ours), gapOf(theirs)];
  const known = gaps.filter((gap) => gap !== undefined);
  return { ...divergence, ours, theirs, gap: known.length === gaps.length ? Math.max(...known) : undefined };
}

function likelihoodOf(token: string, place: ScoredToken | undefined): Choice["ofOther"] {
  if (place === undefined || token === "" || place.top.length === 0) return undefined;
  const found = place.top.find((one) => one.token === token);
  if (found !== undefined) return { logprob: found.logprob };
  return { atMost: Math.min(...place.top.map(({ logprob }) => logprob)) };
}

/** How much likelier a runtime holds its own choice than the other's: at least that where the other's is only bounded. */
function gapOf({ logprob, ofOther }: Choice): number | undefined {
  if (logprob === undefined || ofOther === undefined) return undefined;
  return logprob - ("logprob" in ofOther ? ofOther.logprob : ofOther.atMost);
}

function spell({ token }: ScoredToken): string {
  return token;
}
