import type { ChatModel } from "../../src/core/chat-model.ts";
import { decorateChatModel } from "../../src/core/decorate-chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import { createOpenAiChat } from "../../src/engines/openai/chat.ts";
import { createFetchConnector, type FetchLike } from "../../src/http/create-fetch-connector.ts";
import { createEndpoint } from "../../src/http/endpoint.ts";
import { DEFAULT_TIME_LIMITS } from "../../src/http/time-limits.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { decodeErrorCode } from "../../src/wire/assay/error-code.ts";
import { toPageError } from "../shell/page-error.ts";
import { forgetSession, sessionHeaders } from "../shell/session.ts";

/** A model may be loaded first, and a long prompt read on a slow processor: whoever waits has a button to stop. */
const LIMITS = { ...DEFAULT_TIME_LIMITS, firstByteMs: Number.POSITIVE_INFINITY, totalMs: Number.POSITIVE_INFINITY };

/** Opens a model of the service, which loads it when it is first asked. @throws PageError where the service gives no session */
export async function openServiceModel(name: string): Promise<ChatModel> {
  // Opened before anything is measured.
  await sessionHeaders();
  const reusing = await openChat(name, fetchAnswer);
  const anew = await openChat(name, (url, init) => fetchAnswer(url, withoutPromptReuse(init)));
  return decorateChatModel(reusing, {
    capabilities: { ...reusing.capabilities, promptReuseSwitch: true },
    async *chat({ promptReuse, ...request }, options) {
      try {
        yield* (promptReuse === false ? anew : reusing).chat(request, options);
      } catch (error) {
        throw unwrap(error);
      }
    },
    async [Symbol.asyncDispose]() {
      await reusing[Symbol.asyncDispose]();
      await anew[Symbol.asyncDispose]();
    },
  });
}

async function openChat(name: string, ask: FetchLike): Promise<ChatModel> {
  const source = { type: "endpoint", baseUrl: `${location.origin}/v1`, model: name } as const;
  const runtime = { connect: createFetchConnector(ask), env: {}, clock: systemClock, limits: LIMITS };
  const endpoint = await createEndpoint(source, runtime);
  const chat = createOpenAiChat(endpoint, name, { id: name });
  return decorateChatModel(chat, {
    async [Symbol.asyncDispose]() {
      await chat[Symbol.asyncDispose]();
      await endpoint[Symbol.asyncDispose]();
    },
  });
}

/** The field is llama.cpp's, which our own service takes too; other endpoints know none. */
function withoutPromptReuse(init: RequestInit): RequestInit {
  return { ...init, body: JSON.stringify({ ...JSON.parse(String(init.body)), cache_prompt: false }) };
}

/** Sends a request with this page's session; once more where the service was started anew meanwhile. */
async function fetchAnswer(url: string, init: RequestInit): Promise<Response> {
  const reply = await fetchOnce(url, init);
  if (reply.status !== 401) return await requireOk(reply);
  forgetSession();
  return await requireOk(await fetchOnce(url, init));
}

async function fetchOnce(url: string, init: RequestInit): Promise<Response> {
  const session = await sessionHeaders();
  return await fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...session } });
}

/** Our service says in its own words what went wrong, the next step included. */
async function requireOk(reply: Response): Promise<Response> {
  if (reply.ok) return reply;
  const { code, message } = await toPageError(reply);
  throw new AssayError({ code: decodeErrorCode(code) ?? "endpoint-status", message });
}

/** An error as the page shows it: the service is one, and known, so that its address says nothing. */
function unwrap(error: unknown): unknown {
  if (!(error instanceof AssayError)) return error;
  if (error.cause instanceof AssayError) return error.cause;
  switch (error.code) {
    case "endpoint-unreachable":
      return new AssayError({
        code: "service-unavailable",
        message: "The service does not answer.",
        hint: "Start it: assay service start",
        cause: error,
      });
    case "stream-cut":
      return new AssayError({
        code: "stream-cut",
        message: /within its answer: /.test(error.message)
          ? error.message
          : "The service broke off in the middle of the answer.",
        hint: "See whether it still runs: assay service status",
        cause: error,
      });
    default:
      return error;
  }
}
