import { join } from "node:path";
import type { Catalog } from "../catalog/catalog.ts";
import { readCatalog } from "../catalog/read-catalog.ts";
import { type ResolveContext, resolveModel } from "../catalog/resolve-model.ts";
import type { ResolvedModel } from "../catalog/resolved-model.ts";
import { modelCacheOf } from "./model-cache.ts";
import type { BareWorkspace, Workspace } from "./workspace.ts";

/** The project's, the user's and the built-in models.json, laid over one another. */
export function readModels(workspace: BareWorkspace): Promise<Catalog> {
  return readCatalog({
    projectDirectory: workspace.directory,
    userDirectory: workspace.locations.config,
    builtInDirectory: workspace.locations.builtInModels,
  });
}

/** Turns one name into the models it stands for; several with `alias:*`. @throws AssayError `unknown-model` */
export async function resolveName(name: string, workspace: Workspace): Promise<readonly ResolvedModel[]> {
  return resolveModel(name, await readContext(workspace));
}

/** Reads the catalog, the folder and the downloads that names are resolved in, as they are now. */
export async function readContext(workspace: Workspace): Promise<ResolveContext> {
  const { directory, keys, settings } = workspace;
  const catalog = await readModels(workspace);
  return { catalog, directory, keys, hubCache: modelCacheOf(workspace), foundryEndpoint: settings.foundryEndpoint };
}

/** Says which models.json is written. */
export interface ModelsFileChoice {
  /** The project's instead of the user's. */
  readonly project?: boolean | undefined;
}

/** The models.json that a registration is written to. */
export function modelsFileOf({ directory, locations }: BareWorkspace, { project }: ModelsFileChoice): string {
  return join(project === true ? directory : locations.config, "models.json");
}
