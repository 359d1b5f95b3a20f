import type { FastifyRequest } from "fastify";
import type { App } from "./app-context.ts";
import { HttpError } from "./http-error.ts";
import { hintRoute } from "./route-hint.ts";

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Remembers all routes that are added later, and answers what none of them does: 405 with the methods that there are, else 404. */
export function addUnknownRoutes(app: App): void {
  const routes = new Map<string, KnownRoute>();
  app.addHook("onRoute", ({ url, method }) => {
    const known = routes.get(url) ?? { pattern: toPattern(url), methods: new Set() };
    for (const one of [method].flat()) known.methods.add(one);
    routes.set(url, known);
  });
  // Before a body is read: whoever asks for nothing that is here need not send one.
  app.addHook("preParsing", async (request, reply) => {
    if (!request.is404) return undefined;
    const path = pathOf(request);
    const found = [...routes.values()].filter(({ pattern }) => pattern.test(path));
    if (found.length === 0) throw unknownRoute(request, routes);
    const methods = new Set(["OPTIONS", ...found.flatMap((route) => [...route.methods])]);
    void reply.header("allow", [...methods].sort().join(", "));
    if (request.method === "OPTIONS") return reply.status(204).send();
    throw new HttpError(
      405,
      "wrong_method",
      `The method must be ${[...methods].sort().join(" or ")}, not ${request.method}.`,
    );
  });
  // The handler itself is never reached; without one of our own, hooks would not run.
  app.setNotFoundHandler((request) => {
    throw unknownRoute(request, routes);
  });
}

function pathOf({ url }: FastifyRequest): string {
  return (url.split("?", 1)[0] ?? "").replaceAll(/\/{2,}/g, "/");
}

function toPattern(url: string): RegExp {
  const parts = url.split("/").map((part) => {
    if (part === "*") return ".+";
    return part.startsWith(":") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("/")}/?$`);
}

function unknownRoute(request: FastifyRequest, routes: ReadonlyMap<string, KnownRoute>): HttpError {
  const { method, url } = request;
  const shown = url.length > 200 ? `${url.slice(0, 197)}...` : url;
  const methods = new Map([...routes].map(([one, known]) => [one, known.methods]));
  return new HttpError(
    404,
    "unknown_route",
    `There is no ${method} ${shown} here. ${hintRoute(pathOf(request), methods)}`,
  );
}
