import type { Token } from "node-llama-cpp";
import type { SamplingSettings } from "./sampling-settings.ts";

export interface PickedToken {
  readonly token: Token;
  /** Natural logarithm of the model's own probability; absent unless asked for. */
  readonly logprob?: number | undefined;
  /** The likeliest tokens, best first. */
  readonly top?: readonly { readonly token: Token; readonly logprob: number }[] | undefined;
}

export interface SampleState {
  readonly generated: readonly Token[];
  /** In [0, 1). */
  readonly random: number;
  /** Number of likeliest tokens to report. */
  readonly top: number;
}

/**
 * Samples one token from the logits of the whole vocabulary, in llama.cpp's order: penalties, top-k, top-p, temperature.
 * Log-probabilities are those of the model itself, before any of these.
 */
export function sampleFromLogits(
  logits: ReadonlyMap<Token, number>,
  settings: Omit<SamplingSettings, "seed" | "logprobs">,
  state: SampleState,
): PickedToken {
  const { temperature, topK, topP } = settings;
  const raw = [...logits].map(([token, logit]) => ({ token, logit })).sort((a, b) => b.logit - a.logit);
  const max = raw[0]?.logit ?? 0;
  const logTotal = max + Math.log(sum(raw.map(({ logit }) => Math.exp(logit - max))));

  let candidates = penalise(raw, settings, state.generated);
  if (temperature <= 0) candidates = candidates.slice(0, 1);
  else {
    if (topK > 0) candidates = candidates.slice(0, topK);
    candidates = keepTopP(candidates, topP);
  }
  const token = draw(candidates, Math.max(temperature, 1e-6), state.random);
  return {
    token,
    logprob: (logits.get(token) ?? Number.NaN) - logTotal,
    top: raw.slice(0, state.top).map((candidate) => ({ token: candidate.token, logprob: candidate.logit - logTotal })),
  };
}

/**
 * The greedy token with its log-probability, from the top logits and the total weight, the sum of exp(logit - max)
 * over the whole vocabulary: log-probability = logit - max - ln(total).
 */
export function greedyLogprobs(
  token: Token,
  logits: ReadonlyMap<Token, number>,
  totalLogitWeight: number,
  top: number,
): PickedToken {
  const max = Math.max(...logits.values());
  const toLogprob = (logit: number) => logit - max - Math.log(totalLogitWeight);
  const all = [...logits].map(([other, logit]) => ({ token: other, logprob: toLogprob(logit) }));
  return {
    token,
    logprob: toLogprob(logits.get(token) ?? max),
    top: all.sort((a, b) => b.logprob - a.logprob).slice(0, top),
  };
}

interface Candidate {
  readonly token: Token;
  readonly logit: number;
}

/** Lowers what was generated already, as OpenAI's interface defines presence and frequency penalty. */
function penalise(
  candidates: readonly Candidate[],
  { presencePenalty, frequencyPenalty }: Pick<SamplingSettings, "presencePenalty" | "frequencyPenalty">,
  generated: readonly Token[],
): readonly Candidate[] {
  if (generated.length === 0 || (presencePenalty === 0 && frequencyPenalty === 0)) return candidates;
  const counts = new Map<Token, number>();
  for (const token of generated) counts.set(token, (counts.get(token) ?? 0) + 1);
  return candidates
    .map(({ token, logit }) => {
      const count = counts.get(token) ?? 0;
      return { token, logit: count === 0 ? logit : logit - presencePenalty - count * frequencyPenalty };
    })
    .sort((a, b) => b.logit - a.logit);
}

/** The smallest set of likeliest candidates whose probabilities reach `topP`. */
function keepTopP(candidates: readonly Candidate[], topP: number): readonly Candidate[] {
  if (topP >= 1) return candidates;
  const max = candidates[0]?.logit ?? 0;
  const weights = candidates.map(({ logit }) => Math.exp(logit - max));
  const wanted = topP * sum(weights);
  let reached = 0;
  for (const [index, weight] of weights.entries()) {
    reached += weight;
    if (reached >= wanted) return candidates.slice(0, index + 1);
  }
  return candidates;
}

function draw(candidates: readonly Candidate[], temperature: number, random: number): Token {
  const max = candidates[0]?.logit ?? 0;
  const weights = candidates.map(({ logit }) => Math.exp((logit - max) / temperature));
  let left = random * sum(weights);
  for (const [index, candidate] of candidates.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return candidate.token;
  }
  const last = candidates.at(-1);
  if (last === undefined)
    throw new RangeError("Cannot sample a token as there must be at least one: current value is 0");
  return last.token;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
