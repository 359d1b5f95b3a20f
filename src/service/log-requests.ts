import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./app/app-context.ts";

/** Asked for every few seconds by whoever watches the service: would fill the log and tell nothing. */
const WATCHED = new Set(["/health", "/metrics", "/assay/v1/service", "/openai/status"]);

/** Writes one line for each request: what was asked for by method and path, and how it ended. Never what was in it. */
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
    if (status < 400 && WATCHED.has(routeOptions.url ?? "")) return;
    const durationMs = Math.round(reply.elapsedTime);
    const line = { method, path: withoutQuery(request.url), status, durationMs, from: ip, ...more };
    if (status >= 500) logger.error(line, "request");
    else if (status >= 400) logger.warn(line, "request");
    else logger.info(line, "request");
  }
}

/** A query may hold what is nobody's business, such as a key. */
function withoutQuery(url: string): string {
  return url.split("?", 1)[0] ?? "";
}
