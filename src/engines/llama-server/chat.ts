import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatModel, ChatOptions, ChatRequest, RenderedPrompt } from "../../core/chat-model.ts";
import { AssayError } from "../../core/errors.ts";
import { validateChatRequest } from "../../core/validate-chat-request.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { toProtocolError } from "../../http/errors.ts";
import { requestJson } from "../../http/request-json.ts";
import { encodeChatRequest } from "../../wire/openai/encode-chat-request.ts";
import { createOpenAiChat } from "../openai/chat.ts";
import { parsePrompt, parseTokens } from "./prompt-answers.ts";
import { MODEL_NAME } from "./server-arguments.ts";
import type { StartedServer } from "./start-server.ts";

export interface LlamaServerChatSettings {
  readonly id: string;
  readonly parallel: number;
  readonly contextTokens: number;
  /** Turns an error into the one that caused it: a server that is gone breaks connections. */
  readonly explain: (error: unknown) => Promise<unknown>;
}

/**
 * Creates the chat model of a running server. The server has a slot for each request at once, lets more of them wait,
 * and gives a conversation the slot that holds its prefix.
 */
export function createLlamaServerChat(
  { root, endpoint, properties, memory }: Omit<StartedServer, "process">,
  { explain, ...settings }: LlamaServerChatSettings,
): ChatModel {
  const reusing = createOpenAiChat(endpoint, MODEL_NAME, settings);
  const capabilities: ChatCapabilities = {
    ...reusing.capabilities,
    // Tools that the template has no place for would be dropped in silence.
    tools: properties.tools ?? reusing.capabilities.tools,
    promptReuseSwitch: true,
    // Its own route for gaps has another form.
    completion: { infill: false },
  };
  const anew = createOpenAiChat(withoutPromptReuse(endpoint), MODEL_NAME, settings);

  async function* answer(asked: ChatRequest, options: ChatOptions): AsyncGenerator<ChatEvent> {
    // Only for what it refuses: the inner models send the warnings.
    validateChatRequest(asked, capabilities);
    const { promptReuse, ...request } = asked;
    const { echo, rest } = splitEcho(request);
    using _watched = memory.begin();
    try {
      for await (const event of (promptReuse === false ? anew : reusing).chat(rest, options)) {
        yield event;
        if (event.type === "start" && echo !== undefined) yield { type: "text-delta", text: echo, tokens: 0 };
      }
    } catch (error) {
      throw await explain(error);
    }
  }

  async function render(
    request: Pick<ChatRequest, "messages" | "tools">,
    signal?: AbortSignal,
  ): Promise<RenderedPrompt> {
    validateChatRequest(request, capabilities);
    try {
      const { messages, tools } = encodeChatRequest(MODEL_NAME, request, DIALECT);
      const text = await ask(root, "apply-template", { messages, tools }, parsePrompt, signal);
      const body = { content: text, add_special: true, parse_special: true };
      return { text, tokens: await ask(root, "tokenize", body, parseTokens, signal) };
    } catch (error) {
      throw await explain(root.redactError(error));
    }
  }

  return {
    id: settings.id,
    capabilities,
    chat: (request, options = {}) => answer(request, options),
    countTokens: async (request, signal) => (await render(request, signal)).tokens.length,
    renderPrompt: render,
    async [Symbol.asyncDispose]() {
      await reusing[Symbol.asyncDispose]();
      await anew[Symbol.asyncDispose]();
    },
  };
}

/** The server gives no prompt back, so that we do; of its tokens' probabilities it says nothing. */
function splitEcho(request: ChatRequest): { readonly echo?: string | undefined; readonly rest: ChatRequest } {
  const { prompt } = request;
  if (prompt?.echo !== true) return { rest: request };
  if (request.logprobs !== undefined || typeof prompt.text !== "string") throw withoutEcho();
  return { echo: prompt.text || undefined, rest: { ...request, prompt: { ...prompt, echo: undefined } } };
}

function withoutEcho(): AssayError {
  return new AssayError({
    code: "unsupported",
    message: "llama-server gives back no prompt of tokens, and no probabilities of a prompt.",
    hint: "Send the prompt as a text and leave out echo or logprobs, or run the file with the gguf engine.",
  });
}

const DIALECT = { streamUsage: false, maxTokensField: "max_tokens" } as const;

/** The field is llama-server's own. */
function withoutPromptReuse(endpoint: Endpoint): Endpoint {
  return { ...endpoint, call: (path, body) => endpoint.call(path, { ...(body as object), cache_prompt: false }) };
}

async function ask<T>(
  root: Endpoint,
  path: string,
  body: unknown,
  parse: (body: unknown) => T | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  const answer = await requestJson(root, path, { body, signal });
  const found = parse(answer);
  if (found === undefined) throw toProtocolError(root, `what /${path} promises`, JSON.stringify(answer) ?? "nothing");
  return found;
}
