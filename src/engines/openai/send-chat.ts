import type { ChatRequest } from "../../core/chat-model.ts";
import type { Warning } from "../../core/warning.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { toStatusError } from "../../http/errors.ts";
import type { Exchange, ExchangeOptions } from "../../http/exchange.ts";
import { readErrorText } from "../../http/read-body.ts";
import { sendWithRetries } from "../../http/send-with-retries.ts";
import { type ChatDialect, encodeChatRequest } from "../../wire/openai/encode-chat-request.ts";

/** Sends chat requests in the dialect that the server turned out to speak. */
export interface ChatSender {
  /** Builds the request; `send` sends it. */
  prepare(request: ChatRequest): {
    /** @throws AssayError when no answer comes, or one with another status than 200 */
    send(options: ExchangeOptions & { readonly onRetry: (warning: Warning) => void }): Promise<Exchange>;
  };
}

export function createChatSender(endpoint: Endpoint, model: string): ChatSender {
  let known: ChatDialect = { streamUsage: true, maxTokensField: "max_tokens" };

  return {
    prepare(request) {
      const encode = (dialect: ChatDialect) =>
        endpoint.call("chat/completions", encodeChatRequest(model, request, dialect));
      let dialect = known;
      let call = encode(dialect);
      return {
        async send(options) {
          while (true) {
            const exchange = await sendWithRetries(endpoint, call, options);
            if (exchange.status === 200) return exchange;
            const body = await readErrorText(exchange);
            const other = adaptDialect(dialect, exchange.status, body);
            if (other === undefined) throw toStatusError(endpoint, exchange.status, body);
            options.onRetry(other.warning);
            known = dialect = other.dialect;
            call = encode(dialect);
          }
        },
      };
    },
  };
}

interface Adaptation {
  readonly dialect: ChatDialect;
  readonly warning: Warning;
}

/** The next dialect to try when a server refused a field by its name; undefined when there is none. */
function adaptDialect(dialect: ChatDialect, status: number, body: string): Adaptation | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if (dialect.streamUsage && /stream_options|include_usage/.test(body))
    return {
      dialect: { ...dialect, streamUsage: false },
      warning: {
        code: "parameter-ignored",
        message: "The endpoint refuses stream_options.include_usage: its answers may come without token counts.",
      },
    };
  if (dialect.maxTokensField === "max_tokens" && body.includes("max_completion_tokens"))
    return {
      dialect: { ...dialect, maxTokensField: "max_completion_tokens" },
      warning: {
        code: "measurement-disturbed",
        message: "The request was sent again: the endpoint wants max_completion_tokens in place of max_tokens.",
      },
    };
  return undefined;
}
