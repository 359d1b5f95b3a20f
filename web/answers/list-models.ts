import { type CatalogModelReport, catalogSchema } from "../../src/wire/assay/catalog.ts";
import { type LoadedModelReport, loadedModelsSchema } from "../../src/wire/assay/loaded-models.ts";
import { canChat, isHere } from "../catalog/model-state.ts";
import { type ListedPageModel, listPageModels } from "../page-models/list-page-models.ts";
import { askService } from "../shell/ask-service.ts";
import type { AnswerModel } from "./answer-model.ts";
import { openServiceModel } from "./ask-model.ts";
import { toPageAnswerModel } from "./page-answer-model.ts";

/** Models to pick from, as far as they are known. */
export interface Listing {
  readonly models: readonly AnswerModel[];
  /** Whether no more will come. */
  readonly isWhole: boolean;
}

/** Those in the page, as they were listed last. */
let pageModels: readonly ListedPageModel[] | undefined;

/** Lists the models that can answer now: those of the service at once, and again with those that the page can run. @throws PageError */
export async function* listAnswerModels(): AsyncGenerator<Listing> {
  const inPage = listPageModels();
  // Whoever leaves early must not hear of it; without these there are still the models of the service.
  const settled = inPage.catch(() => pageModels ?? []);
  const models = await listServiceModels();
  yield { models: withPage(models, pageModels ?? []), isWhole: pageModels !== undefined };
  pageModels = await settled;
  yield { models: withPage(models, pageModels), isWhole: true };
}

function withPage(models: readonly AnswerModel[], listed: readonly ListedPageModel[]): readonly AnswerModel[] {
  const byName = new Map(listed.map((one) => [one.name, one]));
  return [
    ...models,
    ...models.flatMap((model) => {
      const found = byName.get(model.label);
      return found === undefined ? [] : [toPageAnswerModel(model, found)];
    }),
  ];
}

/** Those that are loaded come first. */
async function listServiceModels(): Promise<readonly AnswerModel[]> {
  const [catalog, loaded] = await Promise.all([
    askService("/assay/v1/catalog", catalogSchema),
    askService("/assay/v1/models/loaded", loadedModelsSchema),
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
