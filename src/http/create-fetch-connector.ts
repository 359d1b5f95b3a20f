import { anySignal } from "../lib/any-signal.ts";
import type { Connect, HttpCall, HttpHandlers } from "./transport.ts";

/** The form of `fetch`; of its answers only what is read here. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Creates the opener of connections for a page, where `fetch` is the only way.
 *
 * It hands bytes over some turns of the event loop after they arrived, and does not say when a request left: `sent` is
 * when it was handed to `fetch`, and the time that a connection takes is not limited by itself. On Node
 * `createConnector()` measures better.
 */
export function createFetchConnector(ask: FetchLike = (url, init) => fetch(url, init)): Connect {
  return async () => {
    const all = new AbortController();
    return {
      send(call, handlers) {
        const own = new AbortController();
        const signal = anySignal(own.signal, all.signal);
        void send(ask, call, handlers, signal);
        return () => own.abort();
      },
      // A page reads each body by itself. Called through a function: browsers refuse it as a method of anything else.
      afterReads: (callback) => queueMicrotask(callback),
      [Symbol.asyncDispose]: async () => all.abort(),
    };
  };
}

async function send(ask: FetchLike, call: HttpCall, handlers: HttpHandlers, signal: AbortSignal): Promise<void> {
  try {
    const { method, url, headers, body } = call;
    const asked = ask(url.href, { method, headers, signal, ...(body !== undefined && { body }) });
    handlers.sent();
    const answer = await asked;
    if (signal.aborted) return;
    handlers.head(answer.status, Object.fromEntries(answer.headers));
    const reader = answer.body?.getReader();
    while (true) {
      const read = await reader?.read();
      if (signal.aborted) return;
      if (read?.value === undefined) return handlers.end();
      handlers.data(read.value);
    }
  } catch (error) {
    if (!signal.aborted) handlers.fail(error instanceof Error ? error : new Error(String(error)));
  }
}
