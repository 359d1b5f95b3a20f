import type { ChatRequest } from "../../core/chat-model.ts";
import type { Warning } from "../../core/warning.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { toStatusError } from "../../http/errors.ts";
import type { Exchange, ExchangeOptions } from "../../http/exchange.ts";
import { readErrorText } from "../../http/read-body.ts";
import { sendWithRetries } from "../../http/send-with-retries.ts";
import {
  type ChatDialect,
  encodeChatRequest,
  OPTIONAL_FIELDS,
  type OptionalField,
} from "../../wire/openai/encode-chat-request.ts";
import { encodeCompletionRequest } from "../../wire/openai/encode-completion-request.ts";

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
      let dialect = known;
      const { route, encode } = toRoute(model, request);
      let body = encode(dialect);
      const call = () => endpoint.call(route, body);
      let prepared = call();
      // A field that the endpoint refused before is missing from every later request, and each of them says so.
      const asked = encode({ ...dialect, without: [] });
      const left = (dialect.without ?? []).filter((field) => field in asked);
      return {
        async send(options) {
          for (const field of left) options.onRetry(leftOut(field));
          while (true) {
            const exchange = await sendWithRetries(endpoint, prepared, options);
            if (exchange.status === 200) return exchange;
            const refusal = await readErrorText(exchange);
            const other = adaptDialect({ dialect, status: exchange.status, refusal, body });
            if (other === undefined) throw toStatusError(endpoint, exchange.status, refusal);
            options.onRetry(other.warning);
            known = dialect = other.dialect;
            body = encode(dialect);
            prepared = call();
          }
        },
      };
    },
  };
}

/** A text is continued by another route than a conversation. */
function toRoute(model: string, { prompt, ...request }: ChatRequest) {
  if (prompt === undefined)
    return { route: "chat/completions", encode: (dialect: ChatDialect) => encodeChatRequest(model, request, dialect) };
  const continued = { ...request, prompt };
  return { route: "completions", encode: (dialect: ChatDialect) => encodeCompletionRequest(model, continued, dialect) };
}

interface Refused {
  readonly dialect: ChatDialect;
  readonly status: number;
  /** The server's own words. */
  readonly refusal: string;
  /** The request that it refused. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface Adaptation {
  readonly dialect: ChatDialect;
  readonly warning: Warning;
}

/** The next dialect to try when a server refused a field by its name; undefined when there is none. */
function adaptDialect({ dialect, status, refusal, body }: Refused): Adaptation | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if (dialect.streamUsage && /stream_options|include_usage/.test(refusal))
    return {
      dialect: { ...dialect, streamUsage: false },
      warning: {
        code: "parameter-ignored",
        message: "The endpoint refuses stream_options.include_usage: its answers may come without token counts.",
      },
    };
  if (dialect.maxTokensField === "max_tokens" && refusal.includes("max_completion_tokens"))
    return {
      dialect: { ...dialect, maxTokensField: "max_completion_tokens" },
      warning: {
        code: "measurement-disturbed",
        message: "The request was sent again: the endpoint wants max_completion_tokens in place of max_tokens.",
      },
    };
  // The longest name first: a refusal of max_completion_tokens does not speak of max_tokens.
  const field = OPTIONAL_FIELDS.toSorted((a, b) => b.length - a.length).find(
    (name) => name in body && names(refusal, name),
  );
  if (field === undefined || !isRefusal(refusal)) return undefined;
  return { dialect: { ...dialect, without: [...(dialect.without ?? []), field] }, warning: leftOut(field) };
}

/** Whether a text names a field as a word of its own. */
function names(text: string, field: string): boolean {
  return new RegExp(`(?<!\\w)${field}(?!\\w)`).test(text);
}

/** Whether a server refuses the field itself, rather than its value: a seed that is too big is a mistake to be told. */
function isRefusal(text: string): boolean {
  return /unsupported|not supported|does not support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|extra (inputs?|fields?|_forbidden)|additional propert|extra_forbidden|only the default/i.test(
    text,
  );
}

const EFFECTS: Readonly<Partial<Record<OptionalField, string>>> = {
  seed: "the same question may be answered differently each time",
  temperature: "its answers are drawn at its own temperature, and may differ each time",
  max_tokens: "the length of its answers has no limit of ours",
  max_completion_tokens: "the length of its answers has no limit of ours",
};

function leftOut(field: OptionalField): Warning {
  const effect = EFFECTS[field] ?? "its own default holds";
  return { code: "parameter-ignored", message: `The endpoint refuses ${field}, which is left out: ${effect}.` };
}
