import type { ChatEvent } from "../../core/chat-event.ts";
import { AssayError } from "../../core/errors.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { toProtocolError } from "../../http/errors.ts";
import type { Exchange } from "../../http/exchange.ts";
import { readErrorText } from "../../http/read-body.ts";
import { describeBody, parseJson } from "../../http/request-json.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { chatChunkSchema } from "../../wire/openai/chat-chunk.ts";
import { createChatDecoder } from "../../wire/openai/decode-chat-chunk.ts";
import { type ChatStreamDecoder, createChatStreamDecoder } from "../../wire/openai/decode-chat-stream.ts";
import { parseErrorBody } from "../../wire/openai/error-body.ts";

/**
 * Creates the decoder for the answer to a chat request: streamed or in one piece, as the server chose.
 * @throws AssayError `endpoint-protocol` when the answer is of another type, such as a page
 */
export async function createAnswerDecoder(
  endpoint: Endpoint,
  exchange: Exchange,
  isStreamed: boolean,
): Promise<ChatStreamDecoder> {
  const expected = isStreamed ? "text/event-stream" : "application/json";
  const type = exchange.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  switch (type ?? expected) {
    case "text/event-stream":
      return createChatStreamDecoder();
    case "application/json":
      return createCompletionDecoder(endpoint, exchange, isStreamed);
    default:
      throw toProtocolError(endpoint, `of the type ${expected}`, describeBody(exchange, await readErrorText(exchange)));
  }
}

/** Collects a whole completion; its events come at the end. */
function createCompletionDecoder(endpoint: Endpoint, exchange: Exchange, isStreamed: boolean): ChatStreamDecoder {
  const utf8 = new TextDecoder();
  let text = "";
  let receipt: number | undefined;

  return {
    done: false,
    push(bytes, at) {
      text += utf8.decode(bytes, { stream: true });
      receipt = at;
      return [];
    },
    end() {
      const body = parseJson(endpoint, exchange, text);
      const completion = chatChunkSchema.safeParse(body).data;
      if (completion?.choices === undefined || completion.choices === null) {
        const failure = parseErrorBody(body)?.message;
        if (failure !== undefined) throw toFailedAnswer(endpoint, failure);
        throw toProtocolError(endpoint, "a chat completion", describeBody(exchange, text));
      }
      const decoder = createChatDecoder();
      const events = [...decoder.decode(completion, receipt), ...decoder.end("complete", receipt)];
      return isStreamed ? [...events.slice(0, 1), notStreamed(receipt), ...events.slice(1)] : events;
    },
  };
}

/** The server speaks the protocol, and says itself what went wrong. */
function toFailedAnswer(endpoint: Endpoint, message: string): AssayError {
  return new AssayError({
    code: "endpoint-status",
    message: endSentence(`${endpoint.name} answered with an error: ${endpoint.redact(message)}`),
    hint: "Look into the server's log.",
  });
}

function notStreamed(receipt: number | undefined): ChatEvent {
  return {
    type: "warning",
    warning: {
      code: "measurement-disturbed",
      message: "The endpoint did not stream: its first token is timed by the end of the whole answer.",
    },
    receipt,
  };
}
