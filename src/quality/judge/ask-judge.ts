import type { FinishReason, TokenLogprob } from "../../core/chat-event.ts";
import type { ChatMessage, ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { SCORE_ALTERNATIVES } from "./expected-scores.ts";
import type { RawReply, Reading, UnreadableReason } from "./judge-reply.ts";
import type { JudgeRequest } from "./judge-request.ts";

/** Time and tokens that a judge took; a count that it did not tell is absent. */
export interface JudgeCost {
  readonly requests: number;
  readonly ms: number;
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
}

/** A judge's reply, read, after as many reminders as it took. */
export interface JudgeReply<T> {
  readonly reading: Reading<T>;
  /** The last reply as it came. */
  readonly text: string;
  /** Why earlier replies could not be read. */
  readonly retried: readonly UnreadableReason[];
  /** Tokens of the last reply with their probabilities; absent where the judge tells none. */
  readonly tokens?: readonly TokenLogprob[] | undefined;
  readonly cost: JudgeCost;
}

export interface AskJudgeOptions<T> {
  readonly read: (reply: RawReply) => Reading<T>;
  readonly clock: Clock;
  /** Reminders after a reply that cannot be read. */
  readonly retries: number;
  readonly maxTokens: number;
  readonly signal?: AbortSignal | undefined;
}

/** Of a reply that could not be read, so much is shown to the judge again. */
const SHOWN_CHARACTERS = 400;

const REMINDERS: Readonly<Record<UnreadableReason, string>> = {
  empty: "You replied nothing.",
  refused: "You are not asked to do anything but to judge a text.",
  "cut-off": "Your reply was too long and was cut off.",
  "out-of-scale": "A score was not a whole number from 1 to 5.",
  contradictory: "Your reply gave several results that differ.",
  incomplete: "A criterion has no score.",
  "no-result": "Your reply gave no result.",
  rambling: "Your reply gave no result.",
};

/**
 * Asks a judge at temperature 0, holds its reply to the schema where it can be held, and reminds it of the form when the reply
 * cannot be read.
 *
 * @throws AssayError whatever the judge failed with, `aborted`
 */
export async function askJudge<T>(
  chat: ChatModel,
  request: JudgeRequest,
  { read, clock, retries, maxTokens, signal }: AskJudgeOptions<T>,
): Promise<JudgeReply<T>> {
  const retried: UnreadableReason[] = [];
  let messages = request.messages;
  let cost: JudgeCost = { requests: 0, ms: 0, promptTokens: 0, completionTokens: 0 };
  while (true) {
    const reply = await askOnce(chat, toChatRequest(chat, { ...request, messages }, maxTokens), { clock, signal });
    cost = addCosts(cost, reply.cost);
    const reading = read(reply);
    if (reading.type === "read" || retried.length >= retries) {
      return { reading, text: reply.text, retried, cost, ...(reply.tokens.length > 0 && { tokens: reply.tokens }) };
    }
    retried.push(reading.because);
    messages = [...request.messages, ...remind(request, reply.text, reading.because)];
  }
}

/** The sum of two costs; a count is known only where both are. */
export function addCosts(a: JudgeCost, b: JudgeCost): JudgeCost {
  const add = (x: number | undefined, y: number | undefined) =>
    x === undefined || y === undefined ? undefined : x + y;
  return {
    requests: a.requests + b.requests,
    ms: a.ms + b.ms,
    promptTokens: add(a.promptTokens, b.promptTokens),
    completionTokens: add(a.completionTokens, b.completionTokens),
  };
}

function toChatRequest({ capabilities }: ChatModel, request: JudgeRequest, maxTokens: number): ChatRequest {
  return {
    messages: request.messages,
    temperature: 0,
    maxTokens,
    ...(capabilities.responseFormat && { responseFormat: { type: "json-schema", schema: request.schema } }),
    ...(capabilities.logprobs && { logprobs: SCORE_ALTERNATIVES }),
  };
}

function remind({ reminder }: JudgeRequest, text: string, because: UnreadableReason): readonly ChatMessage[] {
  return [
    { role: "assistant", content: text.slice(0, SHOWN_CHARACTERS).toWellFormed() || "(nothing)" },
    { role: "user", content: `${REMINDERS[because]} ${reminder}` },
  ];
}

interface OneReply extends RawReply {
  readonly tokens: readonly TokenLogprob[];
  readonly cost: JudgeCost;
}

async function askOnce(
  chat: ChatModel,
  request: ChatRequest,
  { clock, signal }: Pick<AskJudgeOptions<unknown>, "clock" | "signal">,
): Promise<OneReply> {
  const startedMs = clock.now();
  let text = "";
  let finishReason: FinishReason | undefined;
  let cost: JudgeCost = { requests: 1, ms: 0 };
  const tokens: TokenLogprob[] = [];
  for await (const event of chat.chat(request, { signal })) {
    if (event.type === "text-delta") {
      text += event.text;
      tokens.push(...(event.logprobs ?? []));
    } else if (event.type === "finish") {
      finishReason = event.reason;
      const { promptTokens, completionTokens } = event.usage;
      cost = { requests: 1, ms: clock.now() - startedMs, promptTokens, completionTokens };
    }
  }
  if (signal?.aborted || finishReason === "aborted")
    throw new AssayError({ code: "aborted", message: "The judging was stopped." });
  if (finishReason === undefined)
    throw new AssayError({ code: "stream-cut", message: `${chat.id} ended its reply without saying why.` });
  return { text, finishReason, tokens, cost };
}
