import type { App } from "./app-context.ts";

/** Counts the requests that are being answered, of all routes. */
export function countRequests(app: App): () => number {
  let active = 0;
  app.addHook("onRequest", async (_request, reply) => {
    active += 1;
    reply.raw.once("close", () => {
      active -= 1;
    });
  });
  return () => active;
}
