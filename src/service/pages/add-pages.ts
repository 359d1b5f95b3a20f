import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import * as z from "zod";
import type { App } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";
import { PAGE_HEADERS } from "./page-headers.ts";

/** Pages are built into dist/web, beside the compiled code that is published; sources have it in their repository. */
const FOLDER = fileURLToPath(
  new URL(extname(import.meta.url) === ".ts" ? "../../../dist/web" : "../../web", import.meta.url),
);

/** Files whose name changes with their content. */
const IMMUTABLE = /^chunks\//;

const params = z.object({ "*": z.string() });

/** Serves the web application: `GET /` is its page, `/web/*` its scripts and styles. They hold nothing that is secret. */
export function addPages(app: App): void {
  void app.register(fastifyStatic, { root: FOLDER, serve: false, cacheControl: false });
  void app.register(async (routes: App) => {
    // Handlers that return nothing: a reply that is awaited listens for its end a third time, and Node takes that for a leak.
    routes.get("/", { config: { access: "page", open: true }, schema: { hide: true } }, (_request, reply) => {
      if (!existsSync(join(FOLDER, "index.html")))
        throw new HttpError(503, "pages_missing", "The pages are not built. Build them with: npm run build.");
      reply.headers(PAGE_HEADERS).header("cache-control", "no-cache").sendFile("index.html");
    });
    routes.get(
      "/web/*",
      { config: { access: "page", open: true }, schema: { hide: true, params } },
      (request, reply) => {
        const file = request.params["*"];
        const cached = IMMUTABLE.test(file) ? "public, max-age=31536000, immutable" : "no-cache";
        reply.headers(PAGE_HEADERS).header("cache-control", cached).sendFile(file);
      },
    );
  });
}
