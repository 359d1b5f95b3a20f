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
  const output: object[] = [];
  let open: OpenItem | undefined;
  let text = "";
  let status: ResponseState["status"] = "in_progress";
  let usage: Usage | undefined;
  let failure: ResponseState["error"];
  let sequence = 0;

  const event = (type: string, fields: object): ResponseEvent => ({
    type: `response.${type}`,
    ...fields,
    sequence_number: sequence++,
  });
  const response = () => encodeResponse(head, { status, output, text, usage, error: failure });

  function openItem(type: OpenItem["type"]): ResponseEvent[] {
    const closed = closeItem();
    const id = `${type === "message" ? "msg" : "rs"}_${newId()}`;
    open = { type, id, index: output.length, text: "", logprobs: [] };
    const place = { output_index: open.index };
    const item = type === "message" ? messageItem(open, "in_progress", []) : { id, type, summary: [] };
    const events = [...closed, event("output_item.added", { ...place, item })];
    if (type === "message")
      events.push(event("content_part.added", { item_id: id, ...place, content_index: 0, part: textPart("", []) }));
    return events;
  }

  function closeItem(itemStatus: "completed" | "incomplete" = "completed"): ResponseEvent[] {
    if (open === undefined) return [];
    const item = open;
    open = undefined;
    const place = { item_id: item.id, output_index: item.index, content_index: 0 };
    if (item.type === "reasoning") {
      const content = [{ type: "reasoning_text", text: item.text }];
      const done = { id: item.id, type: "reasoning", summary: [], content, status: itemStatus };
      output.push(done);
      return [
        event("reasoning_text.done", { ...place, text: item.text }),
        event("output_item.done", { output_index: item.index, item: done }),
      ];
    }
    const part = textPart(item.text, item.logprobs);
    const done = messageItem(item, itemStatus, [part]);
    output.push(done);
    return [
      event("output_text.done", { ...place, text: item.text, logprobs: item.logprobs }),
      event("content_part.done", { ...place, part }),
      event("output_item.done", { output_index: item.index, item: done }),
    ];
  }

  function addText(type: OpenItem["type"], delta: string, logprobs: readonly TokenLogprob[] = []): ResponseEvent[] {
    const opened = open?.type === type ? [] : openItem(type);
    if (open === undefined) return opened;
    open.text += delta;
    const place = { item_id: open.id, output_index: open.index, content_index: 0, delta };
    if (type === "reasoning") return [...opened, event("reasoning_text.delta", place)];
    text += delta;
    const encoded = logprobs.map(encodeTokenLogprob);
    open.logprobs.push(...encoded);
    return [...opened, event("output_text.delta", { ...place, logprobs: encoded })];
  }

  function addCall({ id: callId, name, argumentsJson }: ChatEvent & { readonly type: "tool-call" }): ResponseEvent[] {
    const closed = closeItem();
    const id = `fc_${newId()}`;
    const place = { output_index: output.length };
    const item = { id, type: "function_call", status: "in_progress", call_id: callId, name, arguments: "" };
    const done = { ...item, status: "completed", arguments: argumentsJson };
    output.push(done);
    return [
      ...closed,
      event("output_item.added", { ...place, item }),
      event("function_call_arguments.delta", { item_id: id, ...place, delta: argumentsJson }),
      event("function_call_arguments.done", { item_id: id, ...place, name, arguments: argumentsJson }),
      event("output_item.done", { ...place, item: done }),
    ];
  }

  function finish(reason: FinishReason, counts: Usage): ResponseEvent[] {
    const isCut = reason === "length" || reason === "aborted";
    // An answer of no text at all is a message all the same.
    const opened = output.length === 0 && open === undefined ? openItem("message") : [];
    const closed = closeItem(isCut ? "incomplete" : "completed");
    usage = counts;
    status = reason === "length" ? "incomplete" : reason === "aborted" ? "cancelled" : "completed";
    const last = status === "incomplete" ? "incomplete" : "completed";
    return [...opened, ...closed, event(last, { response: response() })];
  }

  return {
    response,
    fail(error) {
      status = "failed";
      failure = error;
      return [event("failed", { response: response() })];
    },
    push(one) {
      switch (one.type) {
        case "start":
          return [event("created", { response: response() }), event("in_progress", { response: response() })];
        case "text-delta":
          return addText("message", one.text, one.logprobs);
        case "reasoning-delta":
          return addText("reasoning", one.text);
        case "tool-call":
          return addCall(one);
        case "finish":
          return finish(one.reason, one.usage);
        case "warning":
          return [];
        default:
          return one satisfies never;
      }
    },
  };
}

function messageItem({ id }: OpenItem, status: string, content: readonly object[]) {
  return { id, type: "message", status, role: "assistant", content };
}

function textPart(text: string, logprobs: readonly object[]) {
  return { type: "output_text", text, annotations: [], logprobs };
}
