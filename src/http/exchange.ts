import type { ChatObserver } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { createEventQueue } from "../lib/event-queue.ts";
import type { Endpoint } from "./endpoint.ts";
import { toNetworkError } from "./errors.ts";
import { watchTime } from "./time-limits.ts";
import type { CloseHow, CloseRequest, HttpCall } from "./transport.ts";

/** An answer whose head has come and whose body is on its way. */
export interface Exchange {
  readonly status: number;
  /** A header's value in lower-case name; undefined when it was not sent. */
  header(name: string): string | undefined;
  /** The body as it arrives; to be read once. */
  readonly reads: AsyncIterable<Read>;
  /** Ends it; default "now". */
  close(how?: CloseHow): void;
}

/** The bytes of one read, with the receipt that the observer gave for them. */
export interface Read {
  readonly bytes: Uint8Array;
  readonly receipt: number | undefined;
}

export interface ExchangeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly observer?: ChatObserver | undefined;
}

/** No answer to a chat or an embedding is as long; a server that sends for ever must not fill the memory. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Sends a request and resolves when the head of the answer is there.
 *
 * @throws AssayError `endpoint-unreachable`, `timeout` or `aborted`; so do the reads, and `stream-cut`
 */
export function openExchange(endpoint: Endpoint, call: HttpCall, options: ExchangeOptions): Promise<Exchange> {
  const { signal, observer } = options;
  const queue = createEventQueue<Read>();
  const head = Promise.withResolvers<Exchange>();
  let waiting: Read[] = [];
  let receipt: number | undefined;
  let bytesSeen = 0;
  let status = 0;
  let closed = false;
  // A transport that has been closed fails before it returns.
  let closeRequest: CloseRequest = () => {};

  const watch = watchTime(endpoint.limits, endpoint.clock, fail);
  const onAbort = () => fail(new AssayError({ code: "aborted", message: "The request was stopped" }));

  function settle(): void {
    watch.stop();
    signal?.removeEventListener("abort", onAbort);
  }

  /** Hands on what has come. */
  function handOn(): void {
    for (const read of waiting) queue.push(read);
    waiting = [];
  }

  function fail(error: AssayError): void {
    settle();
    handOn();
    closeRequest("now");
    head.reject(error);
    queue.fail(error);
  }

  /** Everything that one read brings shares its stamp: undici hands it over piece by piece, in one turn. */
  function stamp(): number | undefined {
    if (receipt === undefined && observer !== undefined) {
      receipt = observer.receive();
      queueMicrotask(() => {
        receipt = undefined;
      });
    }
    return receipt;
  }

  closeRequest = endpoint.transport.send(call, {
    sent: () => observer?.mark("sent"),
    head(code, headers) {
      // Interim answers such as 103 come before the real one.
      if (code < 200) return;
      status = code;
      if (status === 200) observer?.mark("headers");
      head.resolve({
        status,
        header: (name) => [headers[name]].flat()[0],
        reads: queue,
        close(how = "now") {
          if (closed) return;
          closed = true;
          settle();
          queue.end();
          closeRequest(how);
        },
      });
    },
    data(bytes) {
      const at = stamp();
      if (bytesSeen === 0 && status === 200) observer?.mark("first-byte");
      bytesSeen += bytes.length;
      watch.touch();
      if (bytesSeen > MAX_BODY_BYTES) return fail(tooLong());
      waiting.push({ bytes, receipt: at });
      if (waiting.length === 1) endpoint.transport.afterReads(handOn);
    },
    end() {
      settle();
      handOn();
      queue.end();
    },
    fail: (error) => fail(toNetworkError(endpoint, error, status !== 0)),
  });

  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  return head.promise;
}

function tooLong(): AssayError {
  return new AssayError({
    code: "endpoint-protocol",
    message: `Cannot read the answer as it must be at most ${MAX_BODY_BYTES} bytes: it is longer`,
    hint: "Check that the endpoint speaks the OpenAI protocol.",
  });
}
