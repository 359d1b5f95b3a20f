import { signal } from "@preact/signals";
import { type LoadedModelReport, loadedModelsSchema } from "../../src/wire/assay/loaded-models.ts";
import { askService } from "../shell/ask-service.ts";

/** The loaded models by their served names, with their memory as measured at the last look. */
export const loaded = signal<ReadonlyMap<string, LoadedModelReport>>(new Map());

/** Asks again which models are loaded. @throws PageError */
export async function refreshLoaded(signal?: AbortSignal): Promise<void> {
  const { models } = await askService("/assay/v1/models/loaded", loadedModelsSchema, { signal });
  loaded.value = new Map(models.map((model) => [model.name, model]));
}
