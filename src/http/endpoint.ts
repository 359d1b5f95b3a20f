import type { ModelSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import type { Clock } from "../lib/clock.ts";
import { type KeyRing, resolveApiKey } from "./api-key.ts";
import { createRedactor, type Redactor } from "./redact.ts";
import type { TimeLimits } from "./time-limits.ts";
import type { Connect, HttpCall, Transport } from "./transport.ts";

export type EndpointSource = Extract<ModelSource, { readonly type: "endpoint" }>;

/** Dependencies of the engine. */
export interface EndpointRuntime extends KeyRing {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly limits: TimeLimits;
  /** Tells whoever waits that a request is tried again; absent where nobody looks. */
  readonly notify?: ((message: string) => void) | undefined;
}

/** An endpoint that is ready to be asked. */
export interface Endpoint extends EndpointRuntime, Redactor, AsyncDisposable {
  /** Its base URL without what could be secret. */
  readonly name: string;
  readonly transport: Transport;
  /** Builds a request to `path` below the base URL; `body` is sent as JSON. */
  call(path: string, body?: unknown): HttpCall;
}

/** Prepares an endpoint without asking it. @throws AssayError `invalid-input` for a URL, key or proxy that cannot be used */
export async function createEndpoint(source: EndpointSource, runtime: EndpointRuntime): Promise<Endpoint> {
  const base = parseBaseUrl(source.baseUrl);
  const key = await resolveApiKey(base, source.apiKeyVariable, runtime);
  const transport = await runtime.connect(runtime.limits);
  return {
    ...runtime,
    ...createRedactor([key ?? "", ...base.searchParams.values()]),
    name: base.origin + base.pathname,
    transport,
    call(path, body) {
      const url = new URL(base);
      url.pathname = `${base.pathname}/${path}`.replaceAll(/\/{2,}/g, "/");
      const headers: Record<string, string> = { accept: "application/json, text/event-stream" };
      if (key !== undefined) headers.authorization = `Bearer ${key}`;
      if (body === undefined) return { method: "GET", url, headers };
      headers["content-type"] = "application/json";
      return { method: "POST", url, headers, body: JSON.stringify(body) };
    },
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  };
}

function parseBaseUrl(text: string): URL {
  const url = URL.parse(text);
  // What is written in place of a user name may be a key: it is not repeated.
  if (url !== null && (url.username !== "" || url.password !== ""))
    throw new AssayError({
      code: "invalid-input",
      message: `The URL of an endpoint must hold no user name or password; the one for ${url.host} does.`,
      hint: "Put the key into an environment variable and name that variable.",
    });
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new AssayError({
      code: "invalid-input",
      message: `The URL of an endpoint must begin with http:// or https://, not "${text}"`,
      hint: "Write it as http://127.0.0.1:5273/v1.",
    });
  url.hash = "";
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}
