import { padCells } from "./pad-cells.ts";

/** A model as the lists of the cache and of the running service show it. */
export interface MarkedModel {
  readonly alias: string;
  readonly name: string;
}

/** Output of `foundry cache list`. Programs look for the mark that each line begins with. */
export function renderCachedModels(models: readonly MarkedModel[]): string {
  if (models.length === 0) return "No models cached on device";
  return [
    "Models cached on device:",
    `   ${padCells(["Alias", "Model ID"], [50])}`,
    ...models.map(({ alias, name }) => `💾 ${padCells([alias, name], [50])}`),
  ].join("\n");
}

/** Output of `foundry service ps`. */
export function renderLoadedModels(models: readonly MarkedModel[]): string {
  if (models.length === 0) return "No models are currently loaded in the service";
  return [
    "Models running in service:",
    `    ${padCells(["Alias", "Model ID"], [31])}`,
    ...models.map(({ alias, name }) => `🟢  ${padCells([alias, name], [31])}`),
  ].join("\n");
}
