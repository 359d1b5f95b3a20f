import type { IncomingMessage } from "node:http";
import fastify, { type FastifyBaseLogger, type FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { App, AppContext } from "./app/app-context.ts";
import { countRequests } from "./app/count-requests.ts";
import { HttpError, logFailure, toErrorAnswer } from "./app/http-error.ts";
import {
  HEADERS_TIMEOUT_MS,
  MOST_BODY_BYTES,
  MOST_CONNECTIONS,
  REQUEST_TIMEOUT_MS,
  TIMEOUT_CHECK_MS,
} from "./app/limits.ts";
import { addMetrics } from "./app/metrics.ts";
import { createRequestId, refuseAddress, refuseConnection, refuseUnserved } from "./app/refuse-unread.ts";
import { addUnknownRoutes } from "./app/unknown-routes.ts";
import { validateRequest } from "./app/validate-request.ts";
import { addManagement } from "./assay/add-management.ts";
import type { ManagedProcess } from "./assay/managed-service.ts";
import { addFoundry } from "./foundry/add-foundry.ts";
import { addHealth } from "./health.ts";
import { addOpenAi } from "./openai/add-openai.ts";
import { addOpenApi } from "./openapi.ts";
import { addPageBench, type PageBench } from "./page-bench/add-page-bench.ts";
import { addPages } from "./pages/add-pages.ts";
import { addSecurity } from "./security/add-security.ts";
import { requireUncompressed } from "./security/parse-bounded-json.ts";
import { readJsonBody } from "./security/read-json-body.ts";

export interface AppOptions {
  readonly logger?: FastifyBaseLogger | undefined;
  /** The process that the routes below `/assay/v1/` manage; absent: there are none of them. */
  readonly process?: ManagedProcess | undefined;
  /** A benchmark that a page measures for; absent: there is none. */
  readonly pageBench?: PageBench | undefined;
}

/** Builds the HTTP application; it does not listen yet. */
export function createApp(context: AppContext, { logger, process, pageBench }: AppOptions = {}) {
  const app = fastify({
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Refused by a hook of ours, in the form of all other errors.
    return503OnClosing: false,
    genReqId: createRequestId,
    clientErrorHandler: refuseConnection,
    frameworkErrors: refuseAddress,
    // Base addresses end in a slash, paths begin with one: programs that join the two write none or both.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      // A missing one is refused by a hook of ours, with an answer that says so.
      requireHostHeader: false,
    },
    ...(logger === undefined ? {} : { loggerInstance: logger }),
  })
    .withTypeProvider<ZodTypeProvider>()
    .setValidatorCompiler(validateRequest)
    // The schemas of answers are for the document: encoders make answers, and tests hold them against the schemas.
    .setSerializerCompiler(() => JSON.stringify);

  app.server.maxConnections = MOST_CONNECTIONS;
  refuseUnserved(app.server);
  app.removeContentTypeParser("text/plain");
  app.addContentTypeParser("application/json", async ({ headers, raw }: FastifyRequest, payload: IncomingMessage) => {
    requireUncompressed(headers["content-encoding"]);
    return readJsonBody(payload, () => !raw.socket.destroyed);
  });
  app.setErrorHandler((error, request, reply) => {
    logFailure(request.log, error);
    const { status, headers, body } = toErrorAnswer(error);
    void reply.status(status).headers(headers).send(body);
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("server", `assay/${context.version}`);
    reply.header("x-request-id", request.id);
  });
  const metrics = addMetrics(app, context);
  addUnknownRoutes(app);
  refuseWhileStopping(app);

  addSecurity(app, context);

  // Its hook has to count the requests of every route.
  const service = process && { ...process, activeRequests: countRequests(app) };
  addOpenApi(app, context);
  // Routes come after the hooks of all the above, some of which are plugins.
  void app.register(async (routes: App) => {
    addHealth(routes, context);
    addOpenAi(routes, context, metrics);
    addFoundry(routes, context);
    if (service !== undefined) addManagement(routes, context, service);
    if (pageBench !== undefined) addPageBench(routes, context, pageBench);
    if (service !== undefined || pageBench !== undefined) addPages(routes);
  });
  return app;
}

/** Streams that run are drained and their connections closed; what still comes in is told to come again. */
function refuseWhileStopping(app: App): void {
  let isStopping = false;
  app.addHook("preClose", async () => {
    isStopping = true;
  });
  app.addHook("onRequest", async ({ raw: { socket } }, reply) => {
    if (isStopping) {
      reply.header("connection", "close");
      throw new HttpError(503, "service_unavailable", "The service is stopping");
    }
    // A connection that is kept alive would hold up the stop for as long as its client likes.
    reply.raw.once("close", () => {
      if (isStopping) socket.end();
    });
  });
}
