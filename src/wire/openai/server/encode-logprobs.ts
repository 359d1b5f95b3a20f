import type { TokenLogprob } from "../../../core/chat-event.ts";

const encoder = new TextEncoder();

/** Log-probabilities as chat completions show them. */
export function encodeLogprobs(logprobs: readonly TokenLogprob[]) {
  return { content: logprobs.map(encodeTokenLogprob), refusal: null };
}

export function encodeTokenLogprob({ top = [], ...token }: TokenLogprob) {
  return { ...encodeOne(token), top_logprobs: top.map(encodeOne) };
}

function encodeOne({ token, logprob }: Pick<TokenLogprob, "token" | "logprob">) {
  return { token, logprob, bytes: [...encoder.encode(token)] };
}
