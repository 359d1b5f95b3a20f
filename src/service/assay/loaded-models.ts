import { type LoadedModels, loadedModelsSchema } from "../../wire/assay/loaded-models.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";
import { listLoaded } from "./list-loaded.ts";

const schema = {
  summary: "Lists the models that are loaded, with their memory as measured now",
  tags: ["assay"],
  response: answersOf(loadedModelsSchema),
};

/** `GET /assay/v1/models/loaded` */
export function addLoadedModels(app: App, { host: { pool } }: AppContext): void {
  app.get("/assay/v1/models/loaded", { ...MANAGEMENT, schema }, async (): Promise<LoadedModels> => {
    return { models: listLoaded(pool.list(), await pool.readMemory()) };
  });
}
