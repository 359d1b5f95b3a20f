import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION_HEADER } from "../../wire/assay/session-header.ts";
import { TICKET_PARAMETER } from "../../wire/assay/ticket.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";
import { decideAccess, type RouteAccess } from "./decide-access.ts";
import { ORIGIN_HEADERS, type OriginHeaders, readRequestOrigin } from "./request-origin.ts";
import { requireHost } from "./require-host.ts";
import { isSecret, requireKey } from "./require-key.ts";
import { isTicket } from "./ticket.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Opens by a ticket too, as a plain link carries no header. */
    ticket?: boolean;
    /** Access that the route gives; absent: `inference` below `/v1/`, else `management`. */
    access?: RouteAccess;
    /** Answers without the key, such as a health check. */
    open?: boolean;
  }
}

/** Headers that another origin's page may read. */
const EXPOSED_HEADERS = "Assay-Warning, Retry-After, X-Request-Id";
const PREFLIGHT_SECONDS = 600;

/** Adds the checks that come before every route: host, origin, key; and answers the browsers' preflight requests. */
export function addSecurity(app: App, { security, refusals, now }: AppContext): void {
  app.addHook("onRequest", async (request, reply) => {
    requireHost(request.headers.host, security.allowedHosts, request.socket.localAddress);
    const session = request.headers[SESSION_HEADER];
    const hasSession =
      isSecret(typeof session === "string" ? session : undefined, security.sessionToken) || hasTicket(request);
    const origin = readRequestOrigin(toOriginHeaders(request), request.headers.host);
    reply.header("vary", "Origin");
    try {
      const allowed = decideAccess(origin, accessOf(request), security, hasSession);
      if (allowed !== undefined) {
        reply.header("access-control-allow-origin", allowed);
        reply.header("access-control-expose-headers", EXPOSED_HEADERS);
      }
    } catch (error) {
      if (error instanceof HttpError) {
        refusals.set(error.code, (refusals.get(error.code) ?? 0) + 1);
        request.log.warn({ origin: request.headers.origin, code: error.code }, error.message);
      }
      throw error;
    }
    if (isPreflight(request)) return answerPreflight(request, reply);
    if (security.key !== undefined && !hasSession && request.routeOptions.config.open !== true)
      requireKey(request.headers.authorization, security.key);
    return undefined;
  });

  function hasTicket({ routeOptions, query, url }: FastifyRequest): boolean {
    if (routeOptions.config.ticket !== true) return false;
    const { [TICKET_PARAMETER]: ticket } = query as Readonly<Record<string, unknown>>;
    return isTicket(ticket, url.split("?", 1)[0] ?? "", security.sessionToken, now().getTime());
  }
}

function accessOf(request: FastifyRequest): RouteAccess {
  return (
    request.routeOptions.config.access ??
    (isInference(request.routeOptions.url ?? request.url) ? "inference" : "management")
  );
}

function isInference(url: string): boolean {
  return url.startsWith("/v1/");
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;
}

function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asked = header(request, "access-control-request-headers");
  reply.header("access-control-allow-methods", "GET, POST, DELETE, OPTIONS");
  reply.header("access-control-max-age", PREFLIGHT_SECONDS);
  // Names of headers only: what else stands there is not sent back.
  if (asked !== undefined && /^[\w-]+(\s*,\s*[\w-]+)*$/.test(asked))
    reply.header("access-control-allow-headers", asked);
  if (header(request, "access-control-request-private-network") === "true")
    reply.header("access-control-allow-private-network", "true");
  return reply.status(204).send();
}

function toOriginHeaders(request: FastifyRequest): OriginHeaders {
  return Object.fromEntries(ORIGIN_HEADERS.map((name) => [name, header(request, name)]));
}

function header({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
