import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply } from "fastify";
import type { Clock } from "../../lib/clock.ts";

/** Proxies cut a connection that is silent for 30 to 100 s; a comment costs some bytes. */
const KEEP_ALIVE_MS = 15_000;
/** Whoever reads nothing for so long is gone, or holds a model's place for nobody. */
const STALLED_MS = 60_000;

/**
 * Frames to one client, in order, as server-sent events. Each is written at once; each call waits while the client reads
 * slower than we write, and a client that reads nothing for 60 s is cut.
 *
 * The stream opens with its first frame, so that what is refused before gets a status of its own. After 15 s without a
 * frame it opens all the same, for a comment that keeps the connection alive.
 */
export class EventStream implements Disposable {
  readonly #reply: FastifyReply;
  readonly #clock: Clock;
  readonly #beforeOpen: () => void;
  readonly #ended = new AbortController();
  #isOpen = false;
  /** The headers are on their way. */
  #hasBegun = false;
  #held = "";
  #opening: NodeJS.Immediate | undefined;
  #isSilent = true;

  /** @param beforeOpen sets the last headers */
  constructor(reply: FastifyReply, clock: Clock, beforeOpen: () => void) {
    this.#reply = reply;
    this.#clock = clock;
    this.#beforeOpen = beforeOpen;
    void this.#keepAlive();
  }

  /** The client has its status and headers: whatever goes wrong from here on is told in the stream. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Writes a text as it stands: whole frames. */
  send(text: string): Promise<void> | undefined {
    this.#open();
    return this.#write(text);
  }

  /** Writes a text with the next one or a turn later: what is known by then still goes into the headers. */
  sendSoon(text: string): Promise<void> | undefined {
    if (this.#isOpen) return this.#write(text);
    this.#held += text;
    this.#opening ??= setImmediate(() => this.#open());
    return undefined;
  }

  [Symbol.dispose](): void {
    clearImmediate(this.#opening);
    this.#ended.abort();
    if (this.#isOpen) this.#reply.raw.end();
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    clearImmediate(this.#opening);
    this.#beforeOpen();
    this.#reply.hijack();
    this.#reply.raw.writeHead(200, {
      ...headersOf(this.#reply),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    if (this.#held !== "") void this.#write(this.#held);
  }

  #write(text: string): Promise<void> | undefined {
    const { raw } = this.#reply;
    this.#isSilent = false;
    if (raw.destroyed) return undefined;
    const way = this.#hasBegun ? wayOf(raw) : undefined;
    this.#hasBegun = true;
    const isTaken = way === undefined ? raw.write(text) : way.write(toChunk(text));
    return isTaken ? undefined : this.#drained(way ?? raw);
  }

  async #drained(way: ServerResponse | Socket): Promise<void> {
    const read = new AbortController();
    const done = () => read.abort();
    way.once("drain", done);
    way.once("close", done);
    await this.#clock.sleep(STALLED_MS, read.signal);
    if (!read.signal.aborted) this.#reply.raw.destroy();
    way.off("drain", done);
    way.off("close", done);
  }

  async #keepAlive(): Promise<void> {
    for (;;) {
      await this.#clock.sleep(KEEP_ALIVE_MS, this.#ended.signal);
      if (this.#ended.signal.aborted) return;
      if (this.#isSilent) void this.send(": still at it\n\n");
      this.#isSilent = true;
    }
  }
}

/**
 * The socket of a response in chunks, once it has its turn. `response.write()` hands it each chunk in four pieces, gathered
 * until the end of the turn: that was a fifth of the service's work for a token.
 */
function wayOf({ chunkedEncoding, socket }: ServerResponse): Socket | undefined {
  return chunkedEncoding ? (socket ?? undefined) : undefined;
}

/** One chunk as HTTP/1.1 writes it. */
function toChunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/** One frame of `data` as JSON. */
export function toFrame(data: unknown, event?: string): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** The frame after which OpenAI's clients stop reading. */
export const DONE_FRAME = "data: [DONE]\n\n";

function headersOf(reply: FastifyReply): Record<string, string | number | string[]> {
  const set = Object.entries(reply.getHeaders()).filter(
    (entry): entry is [string, string | number | string[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(set);
}
