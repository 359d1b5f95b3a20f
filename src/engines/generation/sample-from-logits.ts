import { likeliestToken, rankTokens } from "./rank-tokens.ts";
import type { SamplingSettings } from "./sampling-settings.ts";
import type { Token } from "./vocabulary.ts";

/**
 * Samples one token from the scores of the whole vocabulary, in llama.cpp's order: top-k, top-p, min-p, temperature.
 *
 * @param random in [0, 1)
 * @returns undefined when no score is a number
 */
export function sampleFromLogits(
  logits: Float32Array,
  { temperature, topK, topP, minP = 0 }: Pick<SamplingSettings, "temperature" | "topK" | "topP" | "minP">,
  random: number,
): Token | undefined {
  if (temperature <= 0) return likeliestToken(logits);
  const floor = scoreOf(logits, likeliestToken(logits)) + Math.log(minP);
  if (topK === 0 && topP >= 1) {
    if (minP > 0) dropBelow(logits, floor);
    return drawFromAll(logits, temperature, random);
  }
  const ranked = topK > 0 ? keepTopP(logits, rankTokens(logits, topK), topP) : rankTopP(logits, topP);
  const kept = minP > 0 ? ranked.filter((token) => scoreOf(logits, token) >= floor) : ranked;
  return draw(logits, kept, { temperature, random });
}

function dropBelow(logits: Float32Array, floor: number): void {
  for (let token = 0; token < logits.length; token++)
    if (scoreOf(logits, token) < floor) logits[token] = Number.NEGATIVE_INFINITY;
}

/** Without a top-k few tokens are nearly always enough; ranking all of them is slow. */
const rankedAtFirst = 256;

function rankTopP(logits: Float32Array, topP: number): readonly Token[] {
  const max = logits[likeliestToken(logits) ?? 0] ?? 0;
  let total = 0;
  for (let token = 0; token < logits.length; token++) total += Math.exp((logits[token] ?? max) - max);
  for (let count = rankedAtFirst; ; count *= 16) {
    const ranked = rankTokens(logits, count);
    const kept = cutAt(logits, ranked, { max, wanted: topP * total });
    if (kept.length < ranked.length || ranked.length < count || count >= logits.length) return kept;
  }
}

/** The smallest set of likeliest candidates whose probabilities reach `topP` of all candidates'. */
function keepTopP(logits: Float32Array, ranked: readonly Token[], topP: number): readonly Token[] {
  if (topP >= 1) return ranked;
  const max = scoreOf(logits, ranked[0]);
  const total = ranked.reduce((sum, token) => sum + Math.exp(scoreOf(logits, token) - max), 0);
  return cutAt(logits, ranked, { max, wanted: topP * total });
}

function cutAt(
  logits: Float32Array,
  ranked: readonly Token[],
  { max, wanted }: { readonly max: number; readonly wanted: number },
): readonly Token[] {
  let reached = 0;
  for (const [index, token] of ranked.entries()) {
    reached += Math.exp(scoreOf(logits, token) - max);
    if (reached >= wanted) return ranked.slice(0, index + 1);
  }
  return ranked;
}

function draw(
  logits: Float32Array,
  tokens: readonly Token[],
  { temperature, random }: { readonly temperature: number; readonly random: number },
): Token | undefined {
  const max = scoreOf(logits, tokens[0]);
  const weights = tokens.map((token) => Math.exp((scoreOf(logits, token) - max) / temperature));
  let left = random * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, token] of tokens.entries()) {
    left -= weights[index] ?? 0;
    if (left < 0) return token;
  }
  return tokens.at(-1);
}

function drawFromAll(logits: Float32Array, temperature: number, random: number): Token | undefined {
  const likeliest = likeliestToken(logits);
  if (likeliest === undefined) return undefined;
  const max = scoreOf(logits, likeliest);
  let total = 0;
  for (let token = 0; token < logits.length; token++) total += Math.exp((scoreOf(logits, token) - max) / temperature);
  let left = random * total;
  for (let token = 0; token < logits.length; token++) {
    left -= Math.exp((scoreOf(logits, token) - max) / temperature);
    if (left < 0) return token;
  }
  return likeliest;
}

function scoreOf(logits: Float32Array, token: Token | undefined): number {
  return (token === undefined ? undefined : logits[token]) ?? Number.NEGATIVE_INFINITY;
}
