import type { SamplingSettings } from "./sampling-settings.ts";
import type { Token } from "./vocabulary.ts";

/** Tokens that the penalties look at. */
export interface SeenTokens {
  /** How often each token was generated. */
  readonly generated: ReadonlyMap<Token, number>;
  /** The last tokens of prompt and answer, `repetitionWindow` of them at most. */
  readonly recent: readonly Token[];
}

type Adjustments = Pick<SamplingSettings, "presencePenalty" | "frequencyPenalty" | "repetitionPenalty" | "logitBias">;

/** Tokens that count as a repetition: llama.cpp's own number. Of a long prompt the repetition is often wanted. */
export const repetitionWindow = 64;

/** Changes the scores as a request asks, in llama.cpp's order: bias, repetition, presence and frequency. */
export function adjustScores(logits: Float32Array, settings: Adjustments, { generated, recent }: SeenTokens): void {
  for (const [token, bias] of Object.entries(settings.logitBias ?? {}))
    logits[Number(token)] = (logits[Number(token)] ?? 0) + bias;
  penaliseRepetition(logits, settings.repetitionPenalty ?? 1, recent);
  const { presencePenalty, frequencyPenalty } = settings;
  if (presencePenalty === 0 && frequencyPenalty === 0) return;
  // As OpenAI's interface defines both: of the answer alone.
  for (const [token, count] of generated)
    logits[token] = (logits[token] ?? 0) - presencePenalty - count * frequencyPenalty;
}

/** Makes a token less likely whatever the sign of its score (Keskar et al. 2019, CTRL). */
function penaliseRepetition(logits: Float32Array, penalty: number, recent: readonly Token[]): void {
  if (penalty === 1) return;
  for (const token of new Set(recent)) {
    const score = logits[token] ?? 0;
    logits[token] = score > 0 ? score / penalty : score * penalty;
  }
}
