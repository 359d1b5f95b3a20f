import { AssayError } from "../../core/errors.ts";
import { createRandom } from "../../lib/random.ts";
import { adjustScores, repetitionWindow } from "./adjust-scores.ts";
import type { GrammarState } from "./grammar-state.ts";
import { logTotal, rankTokens } from "./rank-tokens.ts";
import { sampleFromLogits } from "./sample-from-logits.ts";
import type { SamplingSettings } from "./sampling-settings.ts";
import type { Token } from "./vocabulary.ts";

export interface PickedToken {
  readonly token: Token;
  /** Natural logarithm of the model's own probability, before any setting or grammar; absent unless asked for. */
  readonly logprob?: number | undefined;
  /** The likeliest tokens, best first. */
  readonly top?: readonly { readonly token: Token; readonly logprob: number }[] | undefined;
}

/** Picks the tokens of one answer. */
export interface TokenPicker {
  /** Picks from the scores, which it may change. @throws AssayError when there is nothing to pick */
  pick(logits: Float32Array): PickedToken;
  close(): void;
}

export interface TokenPickerOptions {
  readonly settings: SamplingSettings;
  /** Grammar of the answer; absent: it is free. Freed when the picker is closed. */
  readonly grammar?: GrammarState | undefined;
  readonly isEnd: (token: Token) => boolean;
  /** Tokens before the answer, for the penalty of repetitions. */
  readonly prompt?: readonly Token[] | undefined;
}

/** Among the likeliest tokens nearly always one suits the grammar; asking of all takes up to 50 ms. */
const askedAtFirst = 256;

/** Creates the picker of one answer. */
export function createTokenPicker({ settings, grammar, isEnd, prompt = [] }: TokenPickerOptions): TokenPicker {
  const random = createRandom(settings.seed);
  const generated = new Map<Token, number>();
  const recent = prompt.slice(-repetitionWindow);

  /** As llama.cpp does: what was picked freely and is allowed stands; else the allowed ones alone are picked from. */
  function choose(logits: Float32Array): Token {
    const free = sampleFromLogits(logits, settings, random.next());
    if (free === undefined) throw noToken();
    if (grammar === undefined || grammar.allows(free)) return free;
    if (settings.temperature <= 0) {
      const [best] = grammar.filter(rankTokens(logits, askedAtFirst));
      if (best !== undefined) return best;
    }
    keepOnly(logits, grammar.filter(Int32Array.from(logits, (_, token) => token)));
    const allowed = sampleFromLogits(logits, settings, random.next());
    if (allowed === undefined) throw deadEnd();
    return allowed;
  }

  return {
    pick(logits) {
      const report = settings.logprobs === undefined ? undefined : describeScores(logits, settings.logprobs);
      adjustScores(logits, settings, { generated, recent });
      const token = choose(logits);
      generated.set(token, (generated.get(token) ?? 0) + 1);
      if (recent.push(token) > repetitionWindow) recent.shift();
      if (grammar !== undefined && !isEnd(token)) grammar.accept(token);
      return { token, ...report?.(token) };
    },
    close: () => grammar?.free(),
  };
}

/** Reads the model's own log-probabilities before anything changes the scores. */
export function describeScores(logits: Float32Array, count: number): (token: Token) => Omit<PickedToken, "token"> {
  const total = logTotal(logits);
  const top = rankTokens(logits, count).map((token) => ({ token, logprob: (logits[token] ?? Number.NaN) - total }));
  const own = logits.slice();
  return (token) => ({ logprob: (own[token] ?? Number.NaN) - total, top });
}

function keepOnly(logits: Float32Array, tokens: readonly Token[]): void {
  const kept = tokens.map((token) => logits[token] ?? Number.NEGATIVE_INFINITY);
  logits.fill(Number.NEGATIVE_INFINITY);
  for (const [index, token] of tokens.entries()) logits[token] = kept[index] ?? Number.NEGATIVE_INFINITY;
}

function noToken(): AssayError {
  return new AssayError({
    code: "model-invalid",
    message: "The model gave no next token.",
    hint: "The file's weights may be damaged; get it again.",
  });
}

function deadEnd(): AssayError {
  return new AssayError({
    code: "unsupported",
    message: "The schema allows no token to go on with the answer.",
    hint: "Correct the schema: no text fulfils it from here on.",
  });
}
