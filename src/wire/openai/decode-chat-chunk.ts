import type { ChatEvent, FinishEvent, FinishReason, TokenLogprob } from "../../core/chat-event.ts";
import { AssayError } from "../../core/errors.ts";
import type { EngineTimings, Usage } from "../../core/usage.ts";
import type { Warning } from "../../core/warning.ts";
import type { ChatChoice, ChatChunk } from "./chat-chunk.ts";
import { createToolCallCollector } from "./collect-tool-calls.ts";
import { createWholeText } from "./whole-text.ts";
import { toUsage } from "./wire-usage.ts";

/** Turns the chunks of one answer, or one whole completion, into events. */
export interface ChatDecoder {
  /** The events that a chunk completes; each carries `receipt`. */
  decode(chunk: ChatChunk, receipt?: number): ChatEvent[];
  /**
   * The last events of an answer.
   *
   * @param how `complete`: the server said so; `closed`: the bytes ended
   * @throws AssayError `stream-cut` when the bytes ended and no reason for it had come
   */
  end(how: "complete" | "closed", receipt?: number): ChatEvent[];
}

/**
 * Creates the decoder of one answer.
 *
 * A delta carries `tokens` only where every delta so far came with running usage (vLLM's `continuous_usage_stats`):
 * a chunk is not a token, and a total that comes with the last delta says nothing of that delta.
 */
export function createChatDecoder(): ChatDecoder {
  const toolCalls = createToolCallCollector();
  const texts = { "text-delta": createWholeText(), "reasoning-delta": createWholeText() };
  let started = false;
  let said = false;
  let reason: FinishReason | undefined;
  let usage: Usage = {};
  let timings: EngineTimings | undefined;
  let cacheHits: number | undefined;
  let countedTokens: number | undefined = 0;
  let logprobs: TokenLogprob[] = [];

  function decode(chunk: ChatChunk, receipt?: number): ChatEvent[] {
    const events: ChatEvent[] = started ? [] : [{ type: "start", receipt }];
    started = true;
    if (chunk.usage) usage = toUsage(chunk.usage);
    if (chunk.timings) readTimings(chunk.timings);
    const choice = chunk.choices?.find(({ index }) => !index);
    if (choice === undefined) return events;

    if (choice.logprobs?.content) logprobs.push(...choice.logprobs.content.map(toTokenLogprob));
    const message = choice.delta ?? choice.message;
    const reasoning = texts["reasoning-delta"].add(message?.reasoning_content || message?.reasoning || "");
    const text = texts["text-delta"].add(toText(message?.content));
    if (reasoning !== "" || text !== "") pushTexts(events, reasoning, text, chunk, receipt);
    for (const [position, call] of (message?.tool_calls ?? []).entries()) toolCalls.add(call, position);
    // Some servers send an empty reason with every chunk.
    if (choice.finish_reason) {
      events.push(...toolCalls.take().map((call) => ({ type: "tool-call" as const, ...call, receipt })));
      const finish = toFinishReason(choice.finish_reason);
      reason = finish.reason;
      if (finish.notice !== undefined) events.push(toNotice(finish.notice, receipt));
    }
    return events;
  }

  function pushTexts(events: ChatEvent[], reasoning: string, text: string, chunk: ChatChunk, receipt?: number): void {
    said = true;
    const runningTokens = chunk.usage?.completion_tokens;
    const share =
      runningTokens === undefined || countedTokens === undefined ? undefined : runningTokens - countedTokens;
    // Once without a count, the deltas' shares of the total are unknown for good.
    countedTokens = share === undefined || share < 0 ? undefined : runningTokens;
    // Of a chunk with both, nobody says how many tokens were which.
    const tokens = countedTokens === undefined || (reasoning !== "" && text !== "") ? undefined : share;
    if (reasoning !== "") events.push({ type: "reasoning-delta", text: reasoning, tokens, receipt });
    if (text === "") return;
    events.push({ type: "text-delta", text, tokens, logprobs: logprobs.length > 0 ? logprobs : undefined, receipt });
    logprobs = [];
  }

  function readTimings({ prompt_ms, predicted_ms, cache_n }: NonNullable<ChatChunk["timings"]>): void {
    timings = { prefillMs: prompt_ms ?? undefined, decodeMs: predicted_ms ?? undefined };
    cacheHits = cache_n ?? undefined;
  }

  function end(how: "complete" | "closed", receipt?: number): ChatEvent[] {
    const events: ChatEvent[] = started ? [] : [{ type: "start", receipt }];
    if (how === "closed" && reason === undefined)
      throw new AssayError({
        code: "stream-cut",
        message: `Cannot finish the answer as the server must say how it ended: current value is a connection closed ${said ? "in the middle of the text" : "before any text"}`,
        hint: "The server may have crashed or run out of memory, or a proxy cut a long answer: look into its log.",
      });
    for (const type of ["reasoning-delta", "text-delta"] as const) {
      const text = texts[type].end();
      if (text !== "") events.push({ type, text, receipt });
    }
    const lateCalls = toolCalls.take();
    events.push(...lateCalls.map((call) => ({ type: "tool-call" as const, ...call, receipt })));
    if (reason === undefined)
      events.push(toNotice("The server gave no reason for the end of its answer; it is taken as a stop.", receipt));
    // A call is a call, also where the server says "stop".
    return [...events, finish(toolCalls.any() && reason !== "length" ? "tool-call" : (reason ?? "stop"), receipt)];
  }

  function finish(why: FinishReason, receipt: number | undefined): FinishEvent & { receipt: number | undefined } {
    const { cachedPromptTokens = cacheHits, completionTokens } = usage;
    const counted: Usage = {
      ...usage,
      ...(cachedPromptTokens !== undefined && { cachedPromptTokens }),
      // 0 tokens for a text that stands there is a count that nobody made.
      ...(said && completionTokens === 0 && { completionTokens: undefined }),
    };
    return { type: "finish", reason: why, usage: counted, timings, receipt };
  }

  return { decode, end };
}

function toText(content: NonNullable<ChatChoice["delta"]>["content"]): string {
  if (content === null || content === undefined) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

function toTokenLogprob(entry: {
  readonly token: string;
  readonly logprob: number;
  readonly top_logprobs?: readonly { readonly token: string; readonly logprob: number }[] | null | undefined;
}): TokenLogprob {
  const { token, logprob, top_logprobs } = entry;
  return top_logprobs ? { token, logprob, top: top_logprobs } : { token, logprob };
}

function toFinishReason(reason: string): { readonly reason: FinishReason; readonly notice?: string } {
  switch (reason) {
    case "stop":
      return { reason: "stop" };
    case "length":
      return { reason: "length" };
    case "tool_calls":
    case "function_call":
      return { reason: "tool-call" };
    default:
      // Among them "content_filter": the text that stands was cut by someone else than the model.
      return { reason: "stop", notice: `The server ended the answer for the reason "${reason.slice(0, 100)}".` };
  }
}

function toNotice(message: string, receipt: number | undefined): ChatEvent & { readonly warning: Warning } {
  return { type: "warning", warning: { code: "notice", message }, receipt };
}
