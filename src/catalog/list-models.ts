import type { Catalog, CatalogModel } from "./catalog.ts";
import { type ResolveContext, resolveModel } from "./resolve-model.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/**
 * Resolves what "all models" means: every variant of every chat model that the project lists;
 * when it lists none, of the user's; when there are none either, of the built-in.
 *
 * @throws AssayError `unknown-model` when a listed one has no source
 */
export function listAllModels(context: ResolveContext): readonly ResolvedModel[] {
  return strongest(context.catalog)
    .filter((model) => isForChat(model))
    .flatMap(({ alias, variants }) => resolveModel(variants.length > 1 ? `${alias}:*` : alias, context));
}

/** Names of the environment variables that hold keys of the catalog's endpoints. */
export function listKeyVariables({ models }: Catalog): readonly string[] {
  const sources = [...models.values()].flatMap(({ variants }) => variants.map(({ source }) => source));
  return sources.flatMap((source) => (source.type === "endpoint" ? (source.apiKeyVariable ?? []) : []));
}

function strongest({ models }: Catalog): readonly CatalogModel[] {
  const all = [...models.values()];
  for (const origin of ["project", "user"] as const) {
    const listed = all.filter((model) => model.origin === origin);
    if (listed.length > 0) return listed;
  }
  return all;
}

// A model that says nothing of its abilities is taken for a chat model; one that only embeds is not asked.
function isForChat({ facts: { capabilities } }: CatalogModel): boolean {
  return capabilities === undefined || capabilities.length === 0 || !capabilities.every((name) => /embed/i.test(name));
}
