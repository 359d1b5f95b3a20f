import type { App, AppContext } from "../app/app-context.ts";
import type { ManagedService } from "./managed-service.ts";
import { addModelRoutes } from "./model-routes.ts";
import { addServiceRoutes } from "./service-routes.ts";

/** Adds our own management routes, below `/assay/v1/`: what `assay service` and `assay model load` ask. */
export function addManagement(app: App, context: AppContext, service: ManagedService): void {
  addServiceRoutes(app, context, service);
  addModelRoutes(app, context);
}
