import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";

/** Frames to one client, in order, as server-sent events. Each is written at once; each call waits when the client reads slower than we write. */
export interface EventStream {
  /** Writes `data` as JSON. */
  send(data: unknown, event?: string): Promise<void> | undefined;
  /** Writes a text as it stands: whole frames. */
  sendText(text: string): Promise<void> | undefined;
  end(): void;
}

/** Takes over the connection of a reply; headers set on the reply before go out with the first frame. */
export function openEventStream(reply: FastifyReply): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...headersOf(reply),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  const sendText = (text: string) => (raw.destroyed || raw.write(text) ? undefined : drained(raw));
  return {
    send: (data, event) => sendText(toFrame(data, event)),
    sendText,
    end: () => void raw.end(),
  };
}

/** One frame of `data` as JSON. */
export function toFrame(data: unknown, event?: string): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** The frame after which OpenAI's clients stop reading. */
export const DONE_FRAME = "data: [DONE]\n\n";

function drained(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      raw.off("drain", done);
      raw.off("close", done);
      resolve();
    };
    raw.on("drain", done);
    raw.on("close", done);
  });
}

function headersOf(reply: FastifyReply): Record<string, string | number | string[]> {
  const set = Object.entries(reply.getHeaders()).filter(
    (entry): entry is [string, string | number | string[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(set);
}
