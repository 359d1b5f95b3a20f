import * as z from "zod";
import type { App, AppContext } from "../app/app-context.ts";
import { classicRoute, NO_CONTENT, v1Route } from "./classic-route.ts";
import { toNotFound } from "./load.ts";
import { switchSchema } from "./query-words.ts";

const nameSchema = z.object({ "*": z.string().min(1) });
const querySchema = z.object({ force: switchSchema.optional() });

/** `GET /openai/unload/{name}`, `/openai/unloadall` (classic) and `/models/unload/{name}` (v1.x) */
export function addUnload(app: App, { host }: AppContext): void {
  app.get(
    "/openai/unload/*",
    classicRoute("Unloads a model; one with a time to live only by force", {
      params: nameSchema,
      querystring: querySchema,
      ...NO_CONTENT,
    }),
    async ({ params: { "*": name }, query: { force = false } }, reply) => {
      await host.unload(name, { force });
      return await reply.send();
    },
  );

  app.get("/openai/unloadall", classicRoute("Unloads every model", NO_CONTENT), async (_request, reply) => {
    await host.unloadAll();
    return await reply.send();
  });

  app.get("/models/unload/*", v1Route("Unloads a model", { params: nameSchema }), async ({ params: { "*": name } }) => {
    const outcome = await host.unload(name).catch((thrown) => {
      throw toNotFound(thrown, name);
    });
    // Here nobody can say `force`, and a time to live is no reason to keep what a program says it is done with.
    if (outcome === "kept") await host.unload(name, { force: true });
    return { status: outcome === "not-loaded" ? "not_loaded" : "unloaded" };
  });
}
