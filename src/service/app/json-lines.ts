import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** Answers with one JSON object a line, each sent as soon as it is there. */
export function sendLines(reply: FastifyReply, events: AsyncIterable<object>): FastifyReply {
  return reply
    .type("application/x-ndjson")
    .headers({ "cache-control": "no-store", "x-accel-buffering": "no" })
    .send(Readable.from(toLines(events)));
}

async function* toLines(events: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}
