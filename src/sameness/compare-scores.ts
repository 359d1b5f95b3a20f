import { mean } from "../stats/centre.ts";
import { isDifferent, type PromptDifference } from "./compare-prompts.ts";
import type { PromptReading, ScoredToken } from "./reading.ts";

/** The same token in the same place, as the reference and as another runtime score it. */
export interface ScorePair {
  readonly ours: ScoredToken;
  readonly theirs: ScoredToken;
}

/** How far two runtimes score the same tokens alike. */
export interface ScoreDifference {
  /** Tokens that both scored. */
  readonly tokens: number;
  /**
   * How much the scores of the likeliest tokens shift against one another, in nats: the standard deviation of the differences of
   * their log-probabilities, mean over the places. Unlike a divergence it is as large where a model is sure of its token.
   */
  readonly noise: number;
  /** Kullback-Leibler divergence of the other's distribution from the reference's, in nats, mean over the tokens; a lower bound. */
  readonly divergence: number;
  /** Difference of the log-probabilities of the reference's tokens, in nats, mean over those that both know. */
  readonly meanDifference: number;
  /** Share of the tokens for which both hold the same token likeliest, 0 to 1. */
  readonly sameLikeliest: number;
}

/**
 * Pairs the scores of one prompt: those of the reference's whole answer where the other runtime scored it, else those of the
 * free answers as far as they agree, and of the token after it, which stands behind the same text.
 */
export function pairScores(
  ours: PromptReading,
  theirs: PromptReading,
  prompts: PromptDifference,
): readonly ScorePair[] {
  const whole = ours.scored ?? ours.answer.tokens;
  if (whole !== undefined && theirs.scored !== undefined) return pairWhile(whole, theirs.scored, "equal");
  const [a, b] = [ours.answer.tokens, theirs.answer.tokens];
  if (a === undefined || b === undefined || isDifferent(prompts)) return [];
  return pairWhile(a, b, "until-different");
}

/** Compares scores; undefined where there are none. */
export function compareScores(pairs: readonly ScorePair[]): ScoreDifference | undefined {
  if (pairs.length === 0) return undefined;
  const differences = pairs.flatMap(({ ours, theirs }) => {
    const known = ours.token === theirs.token ? theirs.logprob : findLogprob(theirs, ours.token);
    return ours.logprob === undefined || known === undefined ? [] : [Math.abs(ours.logprob - known)];
  });
  const alike = pairs.filter(({ ours, theirs }) => likeliest(ours) === likeliest(theirs)).length;
  return {
    tokens: pairs.length,
    noise: mean(pairs.map(({ ours, theirs }) => noiseOf(ours.top, theirs.top))),
    divergence: mean(pairs.map(({ ours, theirs }) => klBound(ours.top, theirs.top))),
    meanDifference: differences.length === 0 ? 0 : mean(differences),
    sameLikeliest: alike / pairs.length,
  };
}

/** The standard deviation of the differences of the log-probabilities of the tokens that both name; 0 where they share one at most. */
export function noiseOf(p: ScoredToken["top"], q: ScoredToken["top"]): number {
  const others = byToken(q);
  const differences = [...byToken(p)].flatMap(([token, logprob]) => {
    const other = others.get(token);
    return other === undefined ? [] : [logprob - other];
  });
  if (differences.length < 2) return 0;
  const centre = mean(differences);
  const squares = differences.reduce((sum, difference) => sum + (difference - centre) ** 2, 0);
  return Math.sqrt(squares / (differences.length - 1));
}

/**
 * A lower bound of the Kullback-Leibler divergence of `q` from `p`, in nats, from the likeliest tokens of both: those that
 * both name stay apart, all others are one outcome. Putting outcomes together never adds divergence (Cover and Thomas, Elements
 * of Information Theory, 2nd edition, theorem 2.7.1, the log sum inequality).
 */
export function klBound(p: ScoredToken["top"], q: ScoredToken["top"]): number {
  const others = byToken(q);
  let [restOfP, restOfQ, divergence] = [1, 1, 0];
  for (const [token, logprob] of byToken(p)) {
    const other = others.get(token);
    if (other === undefined) continue;
    const share = Math.exp(logprob);
    restOfP -= share;
    restOfQ -= Math.exp(other);
    divergence += share * (logprob - other);
  }
  if (restOfP > LEAST_REST) divergence += restOfP * Math.log(restOfP / Math.max(restOfQ, LEAST_REST));
  return Math.max(0, divergence);
}

/** Halves of characters look alike as texts: the likeliest of them stands for its text, as both lists begin with it. */
function byToken(top: ScoredToken["top"]): ReadonlyMap<string, number> {
  return new Map(top.toReversed().map(({ token, logprob }) => [token, logprob]));
}

/** Below it a rest is the rounding of its sum. */
const LEAST_REST = 1e-6;

/** Pairs tokens as long as both texts have the same ones; `until-different` takes the first other one too. */
function pairWhile(
  ours: readonly ScoredToken[],
  theirs: readonly ScoredToken[],
  how: "equal" | "until-different",
): readonly ScorePair[] {
  const pairs: ScorePair[] = [];
  for (const [index, one] of ours.entries()) {
    const other = theirs[index];
    if (other === undefined) break;
    const isEqual = one.token === other.token;
    if ((isEqual || how === "until-different") && one.top.length > 0 && other.top.length > 0)
      pairs.push({ ours: one, theirs: other });
    if (!isEqual) break;
  }
  return pairs;
}

function findLogprob({ top }: ScoredToken, token: string): number | undefined {
  return top.find((one) => one.token === token)?.logprob;
}

function likeliest({ top }: ScoredToken): string | undefined {
  const [first, ...others] = top;
  return others.reduce((best, one) => (best !== undefined && one.logprob > best.logprob ? one : best), first)?.token;
}
