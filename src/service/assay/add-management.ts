import type { App, AppContext } from "../app/app-context.ts";
import { addCatalog } from "./catalog.ts";
import { addChangeAccess } from "./change-access.ts";
import { addDownloadModel } from "./download-model.ts";
import { addLoadModel } from "./load-model.ts";
import { addLoadedModels } from "./loaded-models.ts";
import type { ManagedService } from "./managed-service.ts";
import { addOpenSession } from "./open-session.ts";
import { addPageModels } from "./page-models.ts";
import { addPromptSets } from "./prompt-sets.ts";
import { addRuns } from "./runs/add-runs.ts";
import { addServiceReport } from "./service-report.ts";
import { addStopService } from "./stop-service.ts";
import { addTickets } from "./tickets.ts";
import { addUnloadModel } from "./unload-model.ts";

/** Our own management routes, below `/assay/v1/`: what the command line and our own page ask. */
export function addManagement(app: App, context: AppContext, service: ManagedService): void {
  addOpenSession(app, context);
  addServiceReport(app, context, service);
  addStopService(app, service);
  addChangeAccess(app, context);
  addLoadedModels(app, context);
  addLoadModel(app, context);
  addUnloadModel(app, context);
  addCatalog(app, context);
  addDownloadModel(app, context);
  addTickets(app, context);
  addPageModels(app, context.host, context);
  addPromptSets(app, context);
  addRuns(app, context, service.isStopping);
}
