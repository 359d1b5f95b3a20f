import type { CatalogModel, CatalogOrigin } from "../../catalog/catalog.ts";
import { type ResolveContext, resolveModel } from "../../catalog/resolve-model.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { type SourceState, stateOfSource } from "../../catalog/sources/sources.ts";
import { factsOf } from "../../catalog/to-resolved.ts";
import { toAssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { readContext } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";

/** One name that can be typed, and what stands behind it. */
export interface ModelListing extends Omit<ResolvedModel, "engine" | "source"> {
  readonly engine?: ResolvedModel["engine"] | undefined;
  /** Absent when the entry names none. */
  readonly source?: ResolvedModel["source"] | undefined;
  readonly description?: string | undefined;
  /** Whose models.json lists it, or the service that offers it. */
  readonly origin: CatalogOrigin | "endpoint";
  /** Whether the alias alone means this variant. */
  readonly isDefault: boolean;
  /** `no-source`: nobody said where it is. */
  readonly state: SourceState | "no-source";
}

/** Lists every model that has a name: those of the models.json, and those of the service that plain aliases resolve against. */
export async function listCatalog(
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<{ readonly models: readonly ModelListing[]; readonly warnings: readonly Warning[] }> {
  const { foundryEndpoint } = workspace.settings;
  const listed = await listEntries(workspace);
  try {
    const offered = foundryEndpoint === undefined ? [] : await askService(foundryEndpoint, workspace, signal);
    const known = new Set(listed.map(({ id }) => id));
    const more = offered.filter(({ id }) => !known.has(id));
    return {
      models: [
        ...listed,
        ...more.map((model) => ({ ...model, origin: "endpoint" as const, isDefault: true, state: "remote" as const })),
      ],
      warnings: [],
    };
  } catch (thrown) {
    const message = `FOUNDRY_LOCAL_ENDPOINT: ${toAssayError(thrown).message}`;
    return { models: listed, warnings: [{ code: "notice", message }] };
  }
}

/** Lists the models of the models.json, and asks nobody. */
export async function listEntries(workspace: Workspace): Promise<readonly ModelListing[]> {
  return listEntriesOf(await readContext(workspace));
}

/** Lists the models of a catalog that has been read. */
export function listEntriesOf(context: ResolveContext): readonly ModelListing[] {
  return [...context.catalog.models.values()].flatMap((model) => {
    // An alias without a source is the service's, when there is one.
    const name = model.variants.length > 0 ? `${model.alias}:*` : model.alias;
    if (model.variants.length === 0 && context.foundryEndpoint === undefined) return [withoutSource(model)];
    return resolveModel(name, context).map((resolved) => toListing(resolved, model));
  });
}

/** The HTTP client is loaded by whoever has such a service: a list of files is there at once. */
async function askService(address: string, workspace: Workspace, signal: AbortSignal | undefined) {
  const { listEndpointModels } = await import("./list-endpoint-models.ts");
  return listEndpointModels(address, workspace, signal);
}

/** Whether a model can be asked as it is: its file is here, or it needs none. */
export function isUsable({ state }: Pick<ModelListing, "state">): boolean {
  return state === "ready" || state === "remote" || state === "scripted";
}

/** One variant as lists show it. */
export function toListing(resolved: ResolvedModel, model: CatalogModel) {
  const fallback = model.defaultVariant ?? model.variants[0]?.name;
  return {
    ...resolved,
    description: model.description,
    origin: model.origin,
    isDefault: resolved.variant === fallback,
    state: stateOfSource(resolved.source),
  } satisfies ModelListing;
}

function withoutSource({ alias, description, origin, facts }: CatalogModel): ModelListing {
  return { ...factsOf(facts), alias, id: alias, description, origin, isDefault: true, state: "no-source" };
}
