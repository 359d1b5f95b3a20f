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

/** The item that is being written, in pieces. */
interface OpenItem {
  readonly type: "message" | "reasoning" | "function_call";
  readonly id: string;
  readonly index: number;
  /** Of a call, its arguments. */
  text: string;
  readonly logprobs: ReturnType<typeof encodeTokenLogprob>[];
  readonly call?: CallHead | undefined;
}

type CallHead = Pick<ChatEvent & { readonly type: "tool-call" }, "id" | "name">;

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
      case "tool-call-delta":
        return this.#addArguments(one, one.argumentsText);
      case "tool-call":
        return this.#endCall(one);
      case "finish":
        return this.#finish(one.reason, one.usage);
      case "step":
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

  #addArguments(call: CallHead, delta: string): ResponseEvent[] {
    const { item, events } = this.#enter("function_call", call);
    item.text += delta;
    if (delta === "") return events;
    return [...events, this.#event("function_call_arguments.delta", { ...callPlaceOf(item), delta })];
  }

  /** Arguments that did not come in pieces come now. */
  #endCall({ argumentsJson, ...call }: ChatEvent & { readonly type: "tool-call" }): ResponseEvent[] {
    const written = this.#open?.call?.id === call.id ? this.#open.text : "";
    const rest = argumentsJson.startsWith(written) ? argumentsJson.slice(written.length) : "";
    const events = written === "" || rest !== "" ? this.#addArguments(call, rest) : [];
    if (this.#open !== undefined) this.#open.text = argumentsJson;
    // A limit may have cut it.
    return [...events, ...this.#close(isJson(argumentsJson) ? "completed" : "incomplete")];
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
  #enter(type: OpenItem["type"], call?: CallHead): { readonly item: OpenItem; readonly events: ResponseEvent[] } {
    if (this.#open?.type === type && this.#open.call?.id === call?.id) return { item: this.#open, events: [] };
    const closed = this.#close();
    const id = `${PREFIXES[type]}_${this.#newId()}`;
    const item: OpenItem = { type, id, index: this.#output.length, text: "", logprobs: [], call };
    this.#open = item;
    const added = toAdded(item);
    const events = [...closed, this.#event("output_item.added", { output_index: item.index, item: added })];
    if (type === "message")
      events.push(this.#event("content_part.added", { ...placeOf(item), part: textPart("", []) }));
    return { item, events };
  }

  #close(status: "completed" | "incomplete" = "completed"): ResponseEvent[] {
    const item = this.#open;
    this.#open = undefined;
    if (item === undefined) return [];
    switch (item.type) {
      case "message":
        return this.#closeMessage(item, status);
      case "reasoning":
        return this.#closeReasoning(item, status);
      case "function_call":
        return this.#closeCall(item, status);
      default:
        return item.type satisfies never;
    }
  }

  #closeCall(item: OpenItem, status: string): ResponseEvent[] {
    const done = callItem(item, status);
    this.#output.push(done);
    return [
      this.#event("function_call_arguments.done", {
        ...callPlaceOf(item),
        name: item.call?.name,
        arguments: item.text,
      }),
      this.#event("output_item.done", { output_index: item.index, item: done }),
    ];
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

const PREFIXES = { message: "msg", reasoning: "rs", function_call: "fc" } as const;

function toAdded(item: OpenItem): object {
  if (item.type === "message") return messageItem(item, "in_progress", []);
  return item.type === "reasoning"
    ? { id: item.id, type: item.type, summary: [] }
    : callItem({ ...item, text: "" }, "in_progress");
}

function callItem({ id, type, call, text }: OpenItem, status: string) {
  return { id, type, status, call_id: call?.id, name: call?.name, arguments: text };
}

function callPlaceOf({ id, index }: OpenItem) {
  return { item_id: id, output_index: index };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
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
