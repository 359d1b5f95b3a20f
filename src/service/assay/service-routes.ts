import { z } from "zod";
import type { ServiceReport } from "../../workbench/service-control/service-report.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { listLoaded } from "./list-loaded.ts";
import type { ManagedService } from "./managed-service.ts";
import { MANAGEMENT } from "./management-route.ts";

const stopSchema = z.strictObject({ now: z.boolean().default(false) });

/** `GET /assay/v1/service`, `POST /assay/v1/service/stop` */
export function addServiceRoutes(app: App, { host, endpoints, refusals }: AppContext, service: ManagedService): void {
  let activeRequests = 0;
  app.addHook("onRequest", async (_request, reply) => {
    activeRequests += 1;
    reply.raw.once("close", () => {
      activeRequests -= 1;
    });
  });

  app.get("/assay/v1/service", MANAGEMENT, async (): Promise<ServiceReport> => {
    const { version, processId, project, startedAt, hasKey, settings } = service.identity;
    return {
      version,
      processId,
      project,
      endpoints: endpoints(),
      startedAt,
      isStopping: service.isStopping(),
      // The one that asks is not counted.
      activeRequests: activeRequests - 1,
      residentBytes: process.memoryUsage.rss(),
      hasKey,
      settings,
      refusals: Object.fromEntries(refusals),
      models: listLoaded(host.pool.list()),
    };
  });

  app.post("/assay/v1/service/stop", { ...MANAGEMENT, schema: { body: stopSchema } }, async (request, reply) => {
    const { now } = request.body;
    // The answer goes first: stopping closes the connection that it travels on.
    reply.raw.once("close", () => void service.stop({ now }));
    return reply.status(202).send({ isStopping: true });
  });
}
