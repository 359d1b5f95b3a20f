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
  return new AnswerDecoder();
}

class AnswerDecoder implements ChatDecoder {
  readonly #toolCalls = createToolCallCollector();
  readonly #texts = { "text-delta": createWholeText(), "reasoning-delta": createWholeText() };
  #started = false;
  #said = false;
  #reason: FinishReason | undefined;
  #usage: Usage = {};
  #timings: EngineTimings | undefined;
  #cacheHits: number | undefined;
  #countedTokens: number | undefined = 0;
  #logprobs: TokenLogprob[] = [];

  decode(chunk: ChatChunk, receipt?: number): ChatEvent[] {
    const events = this.#start(receipt);
    if (chunk.usage) this.#usage = toUsage(chunk.usage);
    if (chunk.timings) this.#readTimings(chunk.timings);
    const choice = chunk.choices?.find(({ index }) => !index);
    if (choice === undefined) return events;

    if (choice.logprobs) this.#logprobs.push(...toTokenLogprobs(choice.logprobs));
    const message = choice.delta ?? choice.message;
    const reasoning = this.#texts["reasoning-delta"].add(message?.reasoning_content || message?.reasoning || "");
    const text = this.#texts["text-delta"].add(choice.text ?? toText(message?.content));
    if (reasoning !== "" || text !== "") {
      const tokens = this.#countTokens(chunk);
      // Of a chunk with both, nobody says how many tokens were which.
      const own = reasoning !== "" && text !== "" ? undefined : tokens;
      if (reasoning !== "") events.push({ type: "reasoning-delta", text: reasoning, tokens: own, receipt });
      if (text !== "") events.push({ type: "text-delta", text, tokens: own, logprobs: this.#takeLogprobs(), receipt });
    }
    for (const [position, call] of (message?.tool_calls ?? []).entries()) this.#toolCalls.add(call, position);
    // Some servers send an empty reason with every chunk.
    if (choice.finish_reason) events.push(...this.#endAs(choice.finish_reason, receipt));
    return events;
  }

  end(how: "complete" | "closed", receipt?: number): ChatEvent[] {
    const events = this.#start(receipt);
    if (how === "closed" && this.#reason === undefined) throw cutOff(this.#said);
    for (const type of ["reasoning-delta", "text-delta"] as const) {
      const text = this.#texts[type].end();
      if (text !== "") events.push({ type, text, receipt });
    }
    events.push(...this.#takeCalls(receipt));
    if (this.#reason === undefined)
      events.push(toNotice("The server gave no reason for the end of its answer; it is taken as a stop.", receipt));
    // A call is a call, also where the server says "stop".
    const isCall = this.#toolCalls.any() && this.#reason !== "length";
    return [...events, this.#finish(isCall ? "tool-call" : (this.#reason ?? "stop"), receipt)];
  }

  #start(receipt: number | undefined): ChatEvent[] {
    if (this.#started) return [];
    this.#started = true;
    return [{ type: "start", receipt }];
  }

  /** Number of tokens in the text of a chunk, where the server counts as it goes. */
  #countTokens(chunk: ChatChunk): number | undefined {
    this.#said = true;
    const running = chunk.usage?.completion_tokens;
    const counted = this.#countedTokens;
    const share = running === undefined || counted === undefined ? undefined : running - counted;
    // Once without a count, the deltas' shares of the total are unknown for good.
    this.#countedTokens = share === undefined || share < 0 ? undefined : running;
    return this.#countedTokens === undefined ? undefined : share;
  }

  #takeLogprobs(): TokenLogprob[] | undefined {
    const taken = this.#logprobs;
    this.#logprobs = [];
    return taken.length > 0 ? taken : undefined;
  }

  #takeCalls(receipt: number | undefined): ChatEvent[] {
    return this.#toolCalls.take().map((call) => ({ type: "tool-call" as const, ...call, receipt }));
  }

  #endAs(said: string, receipt: number | undefined): ChatEvent[] {
    const { reason, notice } = toFinishReason(said);
    this.#reason = reason;
    return [...this.#takeCalls(receipt), ...(notice === undefined ? [] : [toNotice(notice, receipt)])];
  }

  #readTimings({ prompt_ms, predicted_ms, cache_n }: NonNullable<ChatChunk["timings"]>): void {
    this.#timings = { prefillMs: prompt_ms ?? undefined, decodeMs: predicted_ms ?? undefined };
    this.#cacheHits = cache_n ?? undefined;
  }

  #finish(why: FinishReason, receipt: number | undefined): FinishEvent & { receipt: number | undefined } {
    const { cachedPromptTokens = this.#cacheHits, completionTokens } = this.#usage;
    const counted: Usage = {
      ...this.#usage,
      ...(cachedPromptTokens !== undefined && { cachedPromptTokens }),
      // 0 tokens for a text that stands there is a count that nobody made.
      ...(this.#said && completionTokens === 0 && { completionTokens: undefined }),
    };
    return { type: "finish", reason: why, usage: counted, timings: this.#timings, receipt };
  }
}

function cutOff(hasText: boolean): AssayError {
  return new AssayError({
    code: "stream-cut",
    message: `The server closed the connection ${hasText ? "in the middle of its answer" : "before its answer began"}.`,
    hint: "The server may have crashed or run out of memory, or a proxy cut a long answer: look into its log.",
  });
}

function toText(content: NonNullable<ChatChoice["delta"]>["content"]): string {
  if (content === null || content === undefined) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

/** In the form of chats, or in that of plain completions. */
function toTokenLogprobs({ content, tokens, token_logprobs, top_logprobs }: NonNullable<ChatChoice["logprobs"]>) {
  if (content) return content.map(toTokenLogprob);
  return (tokens ?? []).map((token, index): TokenLogprob => {
    const top = Object.entries(top_logprobs?.[index] ?? {}).map(([one, logprob]) => ({ token: one, logprob }));
    const logprob = token_logprobs?.[index] ?? Number.NaN;
    return top.length === 0 ? { token, logprob } : { token, logprob, top };
  });
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
