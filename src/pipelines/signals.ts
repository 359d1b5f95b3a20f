import type { FinishReason } from "../core/chat-event.ts";
import type { SignalName } from "../core/pipeline.ts";

/** What signals are read from: an answer that just came, or one that was recorded. */
export interface SignalFacts {
  readonly text: string;
  /** Natural logarithms of the probabilities of its tokens; empty where they are not told. */
  readonly logprobs: readonly number[];
  readonly reason: FinishReason;
}

/** One sign that an answer may be wrong. */
export interface Signal {
  /** The sign in a clause, such as `mean log-probability of its tokens`. */
  readonly label: string;
  /** Which end speaks of a doubtful answer. */
  readonly doubtful: "low" | "high";
  /** Whether the model must be asked for log-probabilities. */
  readonly needsLogprobs?: true | undefined;
  /** Absent where the answer does not tell it. */
  read(answer: SignalFacts): number | undefined;
}

/** All signals that one answer tells by itself. What they are worth is measured, never assumed: see docs/pipelines.md. */
export const SIGNALS: Readonly<Record<SignalName, Signal>> = {
  "mean-logprob": {
    label: "mean log-probability of its tokens",
    doubtful: "low",
    needsLogprobs: true,
    read: ({ logprobs }) =>
      logprobs.length === 0 ? undefined : logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length,
  },
  "min-logprob": {
    label: "lowest log-probability of its tokens",
    doubtful: "low",
    needsLogprobs: true,
    read: ({ logprobs }) =>
      logprobs.length === 0 ? undefined : logprobs.reduce((least, logprob) => Math.min(least, logprob), 0),
  },
  characters: { label: "characters", doubtful: "low", read: ({ text }) => text.trim().length },
  "cut-off": {
    label: "being cut off at the limit of tokens",
    doubtful: "high",
    read: ({ reason }) => (reason === "length" ? 1 : 0),
  },
  refusal: {
    label: "saying that it does not know or cannot",
    doubtful: "high",
    read: ({ text }) => (REFUSAL.test(text.slice(0, 300)) ? 1 : 0),
  },
  "invalid-json": { label: "being no JSON", doubtful: "high", read: ({ text }) => (isJson(text) ? 0 : 1) },
};

const REFUSAL =
  /\b(?:i (?:do not|don[’']t|can ?not|can[’']t|am unable|am not able|am sorry)|i[’']m (?:sorry|unable|not (?:sure|able))|not enough (?:context|information)|insufficient (?:context|information)|as an ai)\b/i;

function isJson(text: string): boolean {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text);
  try {
    JSON.parse(fenced?.[1] ?? text);
    return true;
  } catch {
    return false;
  }
}
