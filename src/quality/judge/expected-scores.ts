import type { TokenLogprob } from "../../core/chat-event.ts";
import { SCORES } from "../rubric/rubric.ts";

/** Alternatives of a token to ask for: enough to hold the five points. */
export const SCORE_ALTERNATIVES = 10;
/** Less of the probability than this on the five points, and their mean would be one of leftovers. */
const LEAST_SHARE = 0.5;

/**
 * The mean of the scale's points, weighed by the probabilities of the tokens that stand for them where a reply in JSON has its
 * score. A criterion whose score is no token of its own, or whose alternatives are not told, is left out.
 */
export function expectedScores(
  tokens: readonly TokenLogprob[],
  criteria: readonly string[],
): Readonly<Record<string, number>> {
  const text = tokens.map(({ token }) => token).join("");
  const entries = criteria.flatMap((id) => {
    const field = [...text.matchAll(new RegExp(`"${RegExp.escape(id)}"\\s*:\\s*(?=[1-5])`, "g"))].at(-1);
    const token = field === undefined ? undefined : tokenAt(tokens, field.index + field[0].length);
    const value = token === undefined ? undefined : meanOf(token);
    return value === undefined ? [] : [[id, value] as const];
  });
  return Object.fromEntries(entries);
}

function tokenAt(tokens: readonly TokenLogprob[], offset: number): TokenLogprob | undefined {
  let end = 0;
  return tokens.find(({ token }) => {
    end += token.length;
    return end > offset;
  });
}

function meanOf({ token, logprob, top = [] }: TokenLogprob): number | undefined {
  const known = new Map([{ token, logprob }, ...top].map((one) => [one.token.trim(), Math.exp(one.logprob)]));
  if (!/^[1-5]$/.test(token.trim())) return undefined;
  const weights = SCORES.map((score) => known.get(`${score}`) ?? 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (top.length === 0 || sum < LEAST_SHARE) return undefined;
  return SCORES.reduce<number>((total, score, index) => total + score * ((weights[index] ?? 0) / sum), 0);
}
