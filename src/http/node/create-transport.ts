import type { Dispatcher } from "undici";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import type { CloseRequest, ConnectLimits, HttpCall, HttpHandlers, Transport } from "../transport.ts";
import { createConnections } from "./create-connections.ts";

/** How long the end of a body is waited for once everything of use has come. */
const GENTLE_CLOSE_MS = 1000;

/**
 * Creates the connections to an endpoint over undici at its lowest level: its `fetch` and streams hand bytes over a few
 * turns of the event loop after they arrived.
 *
 * @throws AssayError `invalid-file`, `invalid-input` as `createConnections`
 */
export function createTransport(env: EnvironmentVariables, limits: ConnectLimits): Transport {
  const connections = createConnections(env, limits);
  return {
    send: (call, handlers) => send(connections.dispatcher, call, handlers),
    afterReads: setImmediate,
    [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose](),
  };
}

function send(dispatcher: Dispatcher, call: HttpCall, handlers: HttpHandlers): CloseRequest {
  let closed = false;
  let controller: Dispatcher.DispatchController | undefined;
  let ended = false;
  const abort = () => {
    if (!ended) controller?.abort(new Error("closed"));
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
        ended = true;
        if (!closed) handlers.end();
      },
      onResponseError(_, error) {
        ended = true;
        if (!closed) handlers.fail(error);
      },
    },
  );
  return (how) => {
    closed = true;
    if (how === "now") abort();
    else if (!ended) setTimeout(abort, GENTLE_CLOSE_MS).unref();
  };
}
