import type { App, AppContext } from "../app/app-context.ts";
import { addLoadModel } from "./load-model.ts";
import { addLoadedModels } from "./loaded-models.ts";
import type { ManagedService } from "./managed-service.ts";
import { addServiceReport } from "./service-report.ts";
import { addStopService } from "./stop-service.ts";
import { addUnloadModel } from "./unload-model.ts";

/** Adds our own management routes, below `/assay/v1/`: what `assay service` and `assay model load` ask. */
export function addManagement(app: App, context: AppContext, process: Omit<ManagedService, "activeRequests">): void {
  const service = { ...process, activeRequests: countRequests(app) };
  // Routes come after the plugin that describes them.
  void app.register(async (routes: App) => {
    addServiceReport(routes, context, service);
    addStopService(routes, service);
    addLoadedModels(routes, context);
    addLoadModel(routes, context);
    addUnloadModel(routes, context);
  });
}

/** Counts the requests that are being answered, of all routes. */
function countRequests(app: App): () => number {
  let active = 0;
  app.addHook("onRequest", async (_request, reply) => {
    active += 1;
    reply.raw.once("close", () => {
      active -= 1;
    });
  });
  return () => active;
}
