import type { ChatEvent, FinishReason, TokenLogprob } from "../../../core/chat-event.ts";
import type { Usage } from "../../../core/usage.ts";
import { encodeTokenLogprob } from "./encode-logprobs.ts";
import { encodeResponse, type ResponseHead, type ResponseState } from "./response-object.ts";

/** One event of a streamed response. */
export interface ResponseEvent {
  readonly type: string;
  readonly sequence_number: number;
  readonly [field: string]: unknown;
}

/** Turns the events of a chat into those of a response. */
export interface ResponseStream {
  push(event: ChatEvent): readonly ResponseEvent[];
  fail(error: { readonly code: string; readonly message: string }): readonly ResponseEvent[];
  /** The response as it stands. */
  response(): ReturnType<typeof encodeResponse>;
}

/** The item that is being written: text and reasoning come in pieces, calls are whole at once. */
interface OpenItem {
  readonly type: "message" | "reasoning";
  readonly id: string;
  readonly index: number;
  text: string;
  readonly logprobs: ReturnType<typeof encodeTokenLogprob>[];
}

/** @param newId makes the random part of an item's id */
export function createResponseStream(head: ResponseHead, newId: () => string): ResponseStream {
  return new ResponseWriter(head, newId);
}

class ResponseWriter implements ResponseStream {
  readonly #head: ResponseHead;
  readonly #newId: () => string;
  readonly #output: object[] = [];
  #open: OpenItem | undefined;
  #text = "";
  #status: ResponseState["status"] = "in_progress";
  #usage: Usage | undefined;
  #failure: ResponseState["error"];
  #sequence = 0;

  constructor(head: ResponseHead, newId: () => string) {
    this.#head = head;
    this.#newId = newId;
  }

  response(): ReturnType<typeof encodeResponse> {
    const state = { status: this.#status, output: this.#output, text: this.#text, usage: this.#usage };
    return encodeResponse(this.#head, { ...state, error: this.#failure });
  }

  push(one: ChatEvent): readonly ResponseEvent[] {
    switch (one.type) {
      case "start":
        return [this.#tell("created"), this.#tell("in_progress")];
      case "text-delta":
        return this.#addText(one.text, one.logprobs);
      case "reasoning-delta":
        return this.#addReasoning(one.text);
      case "tool-call":
        return this.#addCall(one);
      case "finish":
        return this.#finish(one.reason, one.usage);
      // The whole call is told at its end.
      case "tool-call-delta":
      case "warning":
        return [];
      default:
        return one satisfies never;
    }
  }

  fail(error: { readonly code: string; readonly message: string }): readonly ResponseEvent[] {
    this.#status = "failed";
    this.#failure = error;
    return [this.#tell("failed")];
  }

  #event(type: string, fields: object): ResponseEvent {
    return { type: `response.${type}`, ...fields, sequence_number: this.#sequence++ };
  }

  /** An event of the whole response. */
  #tell(type: string): ResponseEvent {
    return this.#event(type, { response: this.response() });
  }

  #addText(delta: string, logprobs: readonly TokenLogprob[] = []): ResponseEvent[] {
    const { item, events } = this.#enter("message");
    item.text += delta;
    this.#text += delta;
    const encoded = logprobs.map(encodeTokenLogprob);
    item.logprobs.push(...encoded);
    return [...events, this.#event("output_text.delta", { ...placeOf(item), delta, logprobs: encoded })];
  }

  #addReasoning(delta: string): ResponseEvent[] {
    const { item, events } = this.#enter("reasoning");
    item.text += delta;
    return [...events, this.#event("reasoning_text.delta", { ...placeOf(item), delta })];
  }

  #addCall({ id: callId, name, argumentsJson }: ChatEvent & { readonly type: "tool-call" }): ResponseEvent[] {
    const closed = this.#close();
    const id = `fc_${this.#newId()}`;
    const place = { output_index: this.#output.length };
    const item = { id, type: "function_call", status: "in_progress", call_id: callId, name, arguments: "" };
    const done = { ...item, status: "completed", arguments: argumentsJson };
    this.#output.push(done);
    return [
      ...closed,
      this.#event("output_item.added", { ...place, item }),
      this.#event("function_call_arguments.delta", { item_id: id, ...place, delta: argumentsJson }),
      this.#event("function_call_arguments.done", { item_id: id, ...place, name, arguments: argumentsJson }),
      this.#event("output_item.done", { ...place, item: done }),
    ];
  }

  #finish(reason: FinishReason, counts: Usage): ResponseEvent[] {
    const isCut = reason === "length" || reason === "aborted";
    // An answer of no text at all is a message all the same.
    const isEmpty = this.#output.length === 0 && this.#open === undefined;
    const opened = isEmpty ? this.#enter("message").events : [];
    const closed = this.#close(isCut ? "incomplete" : "completed");
    this.#usage = counts;
    this.#status = reason === "length" ? "incomplete" : reason === "aborted" ? "cancelled" : "completed";
    return [...opened, ...closed, this.#tell(this.#status === "incomplete" ? "incomplete" : "completed")];
  }

  /** The item of a type that is being written; another one is closed first. */
  #enter(type: OpenItem["type"]): { readonly item: OpenItem; readonly events: ResponseEvent[] } {
    if (this.#open?.type === type) return { item: this.#open, events: [] };
    const closed = this.#close();
    const id = `${type === "message" ? "msg" : "rs"}_${this.#newId()}`;
    const item: OpenItem = { type, id, index: this.#output.length, text: "", logprobs: [] };
    this.#open = item;
    const added = type === "message" ? messageItem(item, "in_progress", []) : { id, type, summary: [] };
    const events = [...closed, this.#event("output_item.added", { output_index: item.index, item: added })];
    if (type === "message")
      events.push(this.#event("content_part.added", { ...placeOf(item), part: textPart("", []) }));
    return { item, events };
  }

  #close(status: "completed" | "incomplete" = "completed"): ResponseEvent[] {
    const item = this.#open;
    this.#open = undefined;
    if (item === undefined) return [];
    return item.type === "message" ? this.#closeMessage(item, status) : this.#closeReasoning(item, status);
  }

  #closeReasoning(item: OpenItem, status: string): ResponseEvent[] {
    const content = [{ type: "reasoning_text", text: item.text }];
    const done = { id: item.id, type: "reasoning", summary: [], content, status };
    this.#output.push(done);
    return [
      this.#event("reasoning_text.done", { ...placeOf(item), text: item.text }),
      this.#event("output_item.done", { output_index: item.index, item: done }),
    ];
  }

  #closeMessage(item: OpenItem, status: string): ResponseEvent[] {
    const part = textPart(item.text, item.logprobs);
    const done = messageItem(item, status, [part]);
    this.#output.push(done);
    return [
      this.#event("output_text.done", { ...placeOf(item), text: item.text, logprobs: item.logprobs }),
      this.#event("content_part.done", { ...placeOf(item), part }),
      this.#event("output_item.done", { output_index: item.index, item: done }),
    ];
  }
}

function placeOf({ id, index }: OpenItem) {
  return { item_id: id, output_index: index, content_index: 0 };
}

function messageItem({ id }: OpenItem, status: string, content: readonly object[]) {
  return { id, type: "message", status, role: "assistant", content };
}

function textPart(text: string, logprobs: readonly object[]) {
  return { type: "output_text", text, annotations: [], logprobs };
}
