import type { App, AppContext } from "../app/app-context.ts";
import { addChangeAccess } from "./change-access.ts";
import { addLoadModel } from "./load-model.ts";
import { addLoadedModels } from "./loaded-models.ts";
import type { ManagedService } from "./managed-service.ts";
import { addServiceReport } from "./service-report.ts";
import { addStopService } from "./stop-service.ts";
import { addUnloadModel } from "./unload-model.ts";

/** Our own management routes, below `/assay/v1/`: what `assay service` and `assay model load` ask. */
export function addManagement(app: App, context: AppContext, service: ManagedService): void {
  addServiceReport(app, context, service);
  addStopService(app, service);
  addChangeAccess(app, context);
  addLoadedModels(app, context);
  addLoadModel(app, context);
  addUnloadModel(app, context);
}
