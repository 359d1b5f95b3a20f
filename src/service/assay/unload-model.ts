import { type UnloadResult, unloadModelBodySchema, unloadResultSchema } from "../../wire/assay/unload-model.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";

const schema = {
  summary: "Unloads a model",
  tags: ["assay"],
  body: unloadModelBodySchema,
  response: answersOf(unloadResultSchema),
};

/** `POST /assay/v1/models/unload` */
export function addUnloadModel(app: App, { host }: AppContext): void {
  app.post("/assay/v1/models/unload", { ...MANAGEMENT, schema }, async (request): Promise<UnloadResult> => {
    const { model: name, force } = request.body;
    const { servedName } = await host.findModel(name);
    return { name: servedName, result: await host.unload(servedName, { force }) };
  });
}
