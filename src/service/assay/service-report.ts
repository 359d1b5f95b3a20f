import { type ServiceReport, serviceReportSchema } from "../../wire/assay/service-report.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";
import { accessOf } from "./change-access.ts";
import { listLoaded } from "./list-loaded.ts";
import type { ManagedService } from "./managed-service.ts";

const schema = {
  summary: "Tells what the service is, does and holds",
  tags: ["assay"],
  response: answersOf(serviceReportSchema),
};

/** `GET /assay/v1/service` */
export function addServiceReport(
  app: App,
  { host, endpoints, refusals, security }: AppContext,
  service: ManagedService,
): void {
  app.get("/assay/v1/service", { ...MANAGEMENT, schema }, async (): Promise<ServiceReport> => {
    const { version, processId, project, startedAt, hasKey, settings } = service.identity;
    return {
      version,
      processId,
      project,
      endpoints: [...endpoints()],
      startedAt,
      isStopping: service.isStopping(),
      // The one that asks is not counted.
      activeRequests: service.activeRequests() - 1,
      residentBytes: process.memoryUsage.rss(),
      hasKey,
      settings: { ...settings, ...accessOf(security) },
      refusals: Object.fromEntries(refusals),
      models: listLoaded(host.pool.list()),
    };
  });
}
