import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { formatReplayStamp } from "./replay-stamp.ts";
import { systemTimeMs } from "./system-time.ts";

/** When tokens are due, in ms after a request has come. */
export interface ReplaySchedule {
  readonly firstTokenMs: number;
  readonly tokenMs: number;
}

/** A prompt of a calibration is a few words. */
const MAX_REQUEST_BYTES = 1024 * 1024;

/** Successive multiples of the golden ratio spread the streams' tokens evenly over the time between two. */
const GOLDEN_RATIO = 0.618_034;

/**
 * Starts a server that answers every chat request with `max_tokens` tokens on a schedule, streamed, one per chunk.
 *
 * A timer is never on time to the microsecond. So each token's text is the moment at which it was really written.
 */
export async function startReplayServer(schedule: ReplaySchedule) {
  let streams = 0;
  const server = createServer(async (request, response) => {
    const receivedMs = systemTimeMs();
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) {
      body += chunk;
      if (body.length > MAX_REQUEST_BYTES) return request.destroy();
    }
    const tokens = Number(JSON.parse(body).max_tokens);
    const phaseMs = ((streams++ * GOLDEN_RATIO) % 1) * schedule.tokenMs;
    replay(response, { tokens, receivedMs, phaseMs, ...schedule });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Replay extends ReplaySchedule {
  readonly tokens: number;
  readonly receivedMs: number;
  /** Keeps streams from writing at the same moments. */
  readonly phaseMs: number;
}

function replay(response: ServerResponse, { tokens, receivedMs, firstTokenMs, tokenMs, phaseMs }: Replay): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  let written = 0;
  let timer: NodeJS.Timeout | undefined;
  response.once("close", () => clearTimeout(timer));

  function next(): void {
    const dueMs = receivedMs + firstTokenMs + phaseMs + written * tokenMs;
    timer = setTimeout(write, Math.max(0, dueMs - systemTimeMs()));
  }

  function write(): void {
    const text = formatReplayStamp({
      writtenMs: systemTimeMs(),
      receivedMs: written === 0 ? receivedMs : undefined,
    });
    response.write(`data: {"choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`);
    written += 1;
    if (written < tokens) next();
    else response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  }

  next();
}
