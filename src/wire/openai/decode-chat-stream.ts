import { createParser } from "eventsource-parser";
import type { ChatEvent } from "../../core/chat-event.ts";
import { AssayError } from "../../core/errors.ts";
import { chatChunkSchema } from "./chat-chunk.ts";
import { createChatDecoder } from "./decode-chat-chunk.ts";
import { parseErrorBody } from "./error-body.ts";

/** Characters of one server-sent event. The longest real ones hold a whole tool call; a stream without line ends must not fill the memory. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024;

/** Turns the bytes of a streamed answer into events. */
export interface ChatStreamDecoder {
  /**
   * The events that these bytes complete; `receipt` rides on each. A failure after them is thrown with the next call.
   * @throws AssayError `endpoint-protocol` for what is no chunk, `stream-cut` when the server reports a failure
   */
  push(bytes: Uint8Array, receipt?: number): ChatEvent[];
  /** The last events, when the bytes have ended. @throws AssayError `stream-cut` when the bytes ended too early */
  end(): ChatEvent[];
  /** Whether `[DONE]` has come: nothing follows. */
  readonly done: boolean;
}

/** Creates the decoder of one streamed answer (`text/event-stream` of chunks, then `[DONE]`). */
export function createChatStreamDecoder(): ChatStreamDecoder {
  const utf8 = new TextDecoder();
  const decoder = createChatDecoder();
  let events: ChatEvent[] = [];
  let receipt: number | undefined;
  let done = false;
  let bytesSeen = 0;
  let chunksSeen = 0;
  /** A failure in the same read as text before it: the text is handed over first. */
  let failure: { readonly error: unknown } | undefined;

  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent: ({ event, data }) => decode(data, event),
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded")
        throw protocolError(`an event of more than ${MAX_EVENT_CHARACTERS} characters`);
    },
  });

  function decode(data: string, name: string | undefined): void {
    if (done || data === "") return;
    if (name === "error") throw serverFailure(tryJson(data) ?? data);
    if (data.trim() === "[DONE]") {
      done = true;
      events.push(...decoder.end("complete", receipt));
      return;
    }
    const body = parseJson(data);
    const chunk = chatChunkSchema.safeParse(body);
    if (!chunk.success) throw protocolError(quote(data));
    chunksSeen += 1;
    const saysNothing = !chunk.data.choices && !chunk.data.usage;
    if (chunk.data.error || (saysNothing && parseErrorBody(body))) throw serverFailure(body);
    events.push(...decoder.decode(chunk.data, receipt));
  }

  function takeEvents(): ChatEvent[] {
    const taken = events;
    events = [];
    return taken;
  }

  return {
    push(bytes, at) {
      if (failure !== undefined) throw failure.error;
      receipt = at;
      bytesSeen += bytes.length;
      try {
        parser.feed(utf8.decode(bytes, { stream: true }));
      } catch (error) {
        if (events.length === 0) throw error;
        failure = { error };
      }
      return takeEvents();
    },
    end() {
      if (failure !== undefined) throw failure.error;
      if (done) return takeEvents();
      if (chunksSeen === 0 && bytesSeen > 0) throw protocolError(`${bytesSeen} bytes without an event`);
      return decoder.end("closed", receipt);
    },
    get done() {
      return done;
    },
  };
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (error) {
    throw protocolError(quote(data), error);
  }
}

function tryJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function protocolError(found: string, cause?: unknown): AssayError {
  return new AssayError({
    code: "endpoint-protocol",
    message: `Every event of the answer must be a JSON chunk of a chat completion, not ${found}.`,
    hint: "Check that the endpoint speaks the OpenAI protocol.",
    cause,
  });
}

/** A server that fails after it has answered 200 can say so only within the stream. */
function serverFailure(body: unknown): AssayError {
  const message = parseErrorBody(body)?.message ?? (typeof body === "string" ? body : JSON.stringify(body));
  return new AssayError({
    code: "stream-cut",
    message: `The server failed within its answer: ${quote(message)}`,
    hint: "Look into the server's log.",
  });
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);
}
