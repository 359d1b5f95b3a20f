import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { AssayError } from "../core/errors.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { isLoopback } from "./is-loopback.ts";

/** One HTTP request. */
export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** What happens to a request; each is called synchronously as it happens, and none after `end`, `fail` or a close. */
export interface HttpHandlers {
  /** The last byte of the request was handed to the socket. */
  sent(): void;
  head(status: number, headers: Readonly<Record<string, string | string[] | undefined>>): void;
  data(bytes: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
}

/** The connections to one endpoint. */
export interface Transport extends AsyncDisposable {
  /** Starts a request. @returns closes its connection, at any time and as often as one likes */
  send(call: HttpCall, handlers: HttpHandlers): () => void;
}

/**
 * Creates the connections, kept alive between requests, over undici at its lowest level: its `fetch` and streams
 * hand bytes over a few turns of the event loop after they arrived.
 *
 * Honours `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY` (never for this machine itself) and `SSL_CERT_FILE`, which adds to
 * the known authorities; `NODE_EXTRA_CA_CERTS` is read by Node.
 * @throws AssayError `invalid-file` when the certificate file cannot be read, `invalid-input` for a proxy that is no URL
 */
export function createTransport(url: URL, env: EnvironmentVariables, connectMs: number): Transport {
  const dispatcher = createDispatcher(url, env, connectMs);
  return {
    send: (call, handlers) => send(dispatcher, call, handlers),
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

function createDispatcher(url: URL, env: EnvironmentVariables, connectMs: number): Dispatcher {
  const ca = readAuthorities(env);
  const connect = { ...(ca !== undefined && { ca }), timeout: Number.isFinite(connectMs) ? connectMs : 0 };
  // The engine watches the time of answers itself, on its own clock.
  const options = { connect, headersTimeout: 0, bodyTimeout: 0 };
  if (isLoopback(url.hostname)) return new Agent(options);
  try {
    return new EnvHttpProxyAgent({
      ...options,
      requestTls: connect,
      proxyTls: connect,
      // An empty text, not undefined: undici would look into the environment of the process instead.
      httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? "",
      httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? "",
      noProxy: env.no_proxy ?? env.NO_PROXY ?? "",
    });
  } catch (error) {
    throw new AssayError({
      code: "invalid-input",
      // The value may hold a password.
      message: "Cannot use the proxy as HTTP_PROXY and HTTPS_PROXY must be URLs: current value is none",
      hint: "Write it as http://host:port, or unset it.",
      cause: error,
    });
  }
}

function readAuthorities(env: EnvironmentVariables): string[] | undefined {
  const path = env.SSL_CERT_FILE;
  if (path === undefined || path === "") return undefined;
  try {
    return [...getCACertificates("default"), readFileSync(path, "utf8")];
  } catch (error) {
    throw new AssayError({
      code: "invalid-file",
      message: `Cannot connect as SSL_CERT_FILE must name a readable file of certificates: current value is ${path}`,
      hint: "Correct the variable, or unset it.",
      cause: error,
    });
  }
}

function send(dispatcher: Dispatcher, call: HttpCall, handlers: HttpHandlers): () => void {
  let closed = false;
  let controller: Dispatcher.DispatchController | undefined;
  const close = () => {
    if (closed) return;
    closed = true;
    controller?.abort(new Error("closed"));
  };

  dispatcher.dispatch(
    {
      origin: call.url.origin,
      path: call.url.pathname + call.url.search,
      method: call.method,
      headers: call.headers,
      body: call.body ?? null,
    },
    {
      onRequestStart(started) {
        controller = started;
        if (closed) return started.abort(new Error("closed"));
        // undici writes head and body right after this call, in the same turn.
        queueMicrotask(() => {
          if (!closed) handlers.sent();
        });
      },
      onResponseStart(_, status, headers) {
        if (!closed) handlers.head(status, headers);
      },
      onResponseData(_, bytes) {
        if (!closed) handlers.data(bytes);
      },
      onResponseEnd() {
        if (closed) return;
        closed = true;
        handlers.end();
      },
      onResponseError(_, error) {
        if (closed) return;
        closed = true;
        handlers.fail(error);
      },
    },
  );
  return close;
}
