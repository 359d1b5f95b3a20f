import type { ChatObserver } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { createEventQueue } from "../lib/event-queue.ts";
import type { Endpoint } from "./endpoint.ts";
import { toNetworkError } from "./errors.ts";
import { watchTime } from "./time-limits.ts";
import type { CloseHow, CloseRequest, HttpCall, Transport } from "./transport.ts";

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
  const reads = createReads(endpoint.transport, observer);
  const head = Promise.withResolvers<Exchange>();
  let status = 0;
  let closed = false;
  // A transport that has been closed fails before it returns.
  let closeRequest: CloseRequest = () => {};

  const watch = watchTime(endpoint.limits, endpoint.clock, fail);
  const onAbort = () => fail(new AssayError({ code: "aborted", message: "The request was stopped." }));

  function settle(): void {
    watch.stop();
    signal?.removeEventListener("abort", onAbort);
  }

  function fail(error: AssayError): void {
    settle();
    closeRequest("now");
    head.reject(error);
    reads.fail(error);
  }

  function close(how: CloseHow = "now"): void {
    if (closed) return;
    closed = true;
    settle();
    reads.leave();
    closeRequest(how);
  }

  closeRequest = endpoint.transport.send(call, {
    sent: () => observer?.mark("sent"),
    head(code, headers) {
      // Interim answers such as 103 come before the real one.
      if (code < 200) return;
      status = code;
      if (status === 200) observer?.mark("headers");
      head.resolve({ status, header: (name) => [headers[name]].flat()[0], reads: reads.queue, close });
    },
    data(bytes) {
      const isFirst = reads.take(bytes);
      if (isFirst && status === 200) observer?.mark("first-byte");
      watch.touch();
      if (reads.bytesSeen() > MAX_BODY_BYTES) fail(tooLong());
    },
    end() {
      settle();
      reads.end();
    },
    fail: (error) => fail(toNetworkError(endpoint, error, status !== 0)),
  });

  if (signal?.aborted) onAbort();
  else signal?.addEventListener("abort", onAbort, { once: true });
  return head.promise;
}

/** Stamps what comes and hands it on once all connections have been read. */
function createReads(transport: Transport, observer: ChatObserver | undefined) {
  const queue = createEventQueue<Read>();
  let waiting: Read[] = [];
  let receipt: number | undefined;
  let bytesSeen = 0;

  function handOn(): void {
    for (const read of waiting) queue.push(read);
    waiting = [];
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

  return {
    queue,
    bytesSeen: () => bytesSeen,
    /** @returns whether these are the first bytes */
    take(bytes: Uint8Array): boolean {
      waiting.push({ bytes, receipt: stamp() });
      if (waiting.length === 1) transport.afterReads(handOn);
      bytesSeen += bytes.length;
      return bytesSeen === bytes.length;
    },
    end() {
      handOn();
      queue.end();
    },
    fail(error: AssayError) {
      handOn();
      queue.fail(error);
    },
    /** Nobody reads on: what waits is not handed on. */
    leave: () => queue.end(),
  };
}

function tooLong(): AssayError {
  return new AssayError({
    code: "endpoint-protocol",
    message: `The answer is longer than ${MAX_BODY_BYTES} bytes, the most that is read.`,
    hint: "Check that the endpoint speaks the OpenAI protocol.",
  });
}
