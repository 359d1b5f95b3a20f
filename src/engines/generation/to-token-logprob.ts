import type { TokenLogprob } from "../../core/chat-event.ts";
import type { PickedToken } from "./token-picker.ts";
import type { Token, Vocabulary } from "./vocabulary.ts";

/** Spells out a token and the likeliest ones in its place. */
export function toTokenLogprob(vocabulary: Vocabulary, { token, logprob, top = [] }: PickedToken): TokenLogprob {
  const spell = (one: Token) => vocabulary.detokenize([one], true);
  return {
    token: spell(token),
    logprob: logprob ?? Number.NaN,
    ...(top.length === 0 ? {} : { top: top.map((one) => ({ token: spell(one.token), logprob: one.logprob })) }),
  };
}
