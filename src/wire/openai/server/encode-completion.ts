import type { ChatEvent, FinishReason, TokenLogprob } from "../../../core/chat-event.ts";
import type { Usage } from "../../../core/usage.ts";
import type { AnswerHead } from "./answer-head.ts";
import type { ChatAnswer } from "./chat-answer.ts";
import { encodeUsage } from "./encode-usage.ts";

/** Encodes whole answers as one `text_completion`, one choice each. */
export function encodeCompletion(head: AnswerHead, answers: readonly ChatAnswer[], usage: Usage) {
  const choices = answers.map(({ text, logprobs, finish }, index) =>
    encodeChoice(index, text, logprobs, 0, finish?.reason ?? "stop"),
  );
  return { ...fieldsOf(head), choices, usage: encodeUsage(usage) };
}

/** Writes the events of one choice as chunks of a `text_completion`. */
export function createCompletionChunkEncoder(head: AnswerHead, index: number) {
  const fields = fieldsOf(head);
  let offset = 0;
  return {
    /** Absent when the event has nothing to show. */
    encode(event: ChatEvent): object | undefined {
      if (event.type === "finish")
        return { ...fields, choices: [encodeChoice(index, "", undefined, offset, event.reason)] };
      if (event.type !== "text-delta") return undefined;
      const choice = encodeChoice(index, event.text, event.logprobs, offset, undefined);
      offset += event.text.length;
      return { ...fields, choices: [choice] };
    },
  };
}

/** The chunk that comes last where usage was asked for; absent where the counts are not known. */
export function encodeCompletionUsageChunk(head: AnswerHead, usage: Usage): object | undefined {
  const counts = encodeUsage(usage);
  return counts && { ...fieldsOf(head), choices: [], usage: counts };
}

function fieldsOf({ id, created, model }: AnswerHead) {
  return { id, object: "text_completion", created, model };
}

function encodeChoice(
  index: number,
  text: string,
  logprobs: readonly TokenLogprob[] | undefined,
  offset: number,
  reason: FinishReason | undefined,
) {
  return {
    index,
    text,
    logprobs: logprobs === undefined ? null : encodeLogprobs(logprobs, offset),
    finish_reason: reason === undefined ? null : reason === "length" ? "length" : "stop",
  };
}

/** Log-probabilities as completions show them: columns instead of rows. */
function encodeLogprobs(logprobs: readonly TokenLogprob[], offset: number) {
  let at = offset;
  return {
    tokens: logprobs.map(({ token }) => token),
    // Of the first token of a prompt that is echoed nothing is known; JSON has no other word for it.
    token_logprobs: logprobs.map(({ logprob }) => (Number.isFinite(logprob) ? logprob : null)),
    top_logprobs: logprobs.map(({ top = [] }) => Object.fromEntries(top.map(({ token, logprob }) => [token, logprob]))),
    text_offset: logprobs.map(({ token }) => {
      const start = at;
      at += token.length;
      return start;
    }),
  };
}
