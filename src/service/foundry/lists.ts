import { isUsable } from "../../workbench/model/list-catalog.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { classicRoute, v1Route } from "./classic-route.ts";
import { listRecords } from "./list-records.ts";

/** `GET /foundry/list`, `/openai/models`, `/openai/loadedmodels` (classic) and `/models/loaded` (v1.x): bare arrays */
export function addLists(app: App, { host }: AppContext): void {
  app.get("/foundry/list", classicRoute("Lists the models that are here or can be downloaded"), async () =>
    listRecords(await host.listModels()),
  );
  app.get("/openai/models", classicRoute("Names the models that are here"), async () => {
    const models = await host.listModels();
    const cached = new Set(models.filter(isUsable).map(({ servedName }) => servedName));
    return listRecords(models)
      .map(({ name }) => name)
      .filter((name) => cached.has(name));
  });
  const listLoaded = async () =>
    host.pool
      .list()
      .filter(({ state }) => state === "ready")
      .map(({ name }) => name);
  app.get("/openai/loadedmodels", classicRoute("Names the models that are loaded"), listLoaded);
  app.get("/models/loaded", v1Route("Names the models that are loaded"), listLoaded);
}
