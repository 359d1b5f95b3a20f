import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./app/app-context.ts";

/** Asked for every few seconds by whoever watches the service. */
const WATCHED = new Set(["/health", "/metrics", "/openai/status"]);
/** What our own pages read again and again while they are open, and what nobody else reads as often. */
const PAGE_READS = "/assay/v1/";

/**
 * Writes one line for each request: what was asked for by method and path, and how it ended. Never what was in it. Reads that
 * watch the service and succeed would bury all others: they are of the level `debug`, which the log leaves out.
 */
export function logRequests(app: App, logger: FastifyBaseLogger): void {
  app.addHook("onResponse", async (request, reply) => write(request, reply, {}));
  // A client that leaves in the middle, or is cut off, gets no whole response.
  app.addHook("onRequest", async (request, reply) => {
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) write(request, reply, { cut: true });
    });
  });

  function write(request: FastifyRequest, reply: FastifyReply, more: object): void {
    const { method, routeOptions, ip } = request;
    const status = reply.raw.statusCode;
    const durationMs = Math.round(reply.elapsedTime);
    const line = { method, path: withoutQuery(request.url), status, durationMs, from: ip, ...more };
    if (status >= 500) logger.error(line, "request");
    else if (status >= 400) logger.warn(line, "request");
    else if (isWatching(method, routeOptions.url)) logger.debug(line, "request");
    else logger.info(line, "request");
  }
}

function isWatching(method: string, route = ""): boolean {
  return WATCHED.has(route) || (method === "GET" && route.startsWith(PAGE_READS));
}

/** A query may hold what is nobody's business, such as a key. */
function withoutQuery(url: string): string {
  return url.split("?", 1)[0] ?? "";
}
