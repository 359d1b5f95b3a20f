import { type CatalogModelReport, catalogSchema } from "../../src/wire/assay/catalog.ts";
import { type LoadedModelReport, loadedModelsSchema } from "../../src/wire/assay/loaded-models.ts";
import { canChat, isHere } from "../catalog/model-state.ts";
import { askService } from "../shell/ask-service.ts";
import type { AnswerModel } from "./answer-model.ts";
import { openServiceModel } from "./ask-model.ts";

/** Lists the models that can answer now, those first that are loaded. @throws PageError */
export async function listAnswerModels(signal?: AbortSignal): Promise<readonly AnswerModel[]> {
  const [catalog, loaded] = await Promise.all([
    askService("/assay/v1/catalog", catalogSchema, { signal }),
    askService("/assay/v1/models/loaded", loadedModelsSchema, { signal }),
  ]);
  const byName = new Map(loaded.models.map((model) => [model.name, model]));
  return catalog.models
    .filter((model) => isHere(model) && canChat(model))
    .map((model) => toAnswerModel(model, byName.get(model.servedName)))
    .sort((a, b) => Number(b.isLoaded) - Number(a.isLoaded));
}

function toAnswerModel(model: CatalogModelReport, loaded: LoadedModelReport | undefined): AnswerModel {
  const { id, servedName, sizeBytes } = model;
  return {
    id: servedName,
    label: id,
    place: "service",
    isLoaded: loaded?.state === "ready",
    sizeBytes,
    contextTokens: loaded?.contextTokens ?? model.contextTokens ?? model.fit?.contextTokens,
    open: () => openServiceModel(id),
  };
}
