import { onlyEmbeds } from "./capabilities.ts";
import type { Catalog, CatalogModel } from "./catalog.ts";
import { type ResolveContext, resolveModel } from "./resolve-model.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { refusalOf } from "./why-not-runnable.ts";

/**
 * Resolves what "all models" means: every variant of every chat model that the project lists;
 * when it lists none, of the user's; when there are none either, of the built-in, as far as they are here.
 *
 * What a user lists and has not downloaded stays in, to be reported; of the built-in list it is left out, as is what
 * no engine of this version runs. Of a model whose sources are the built-in list's, the variants that are here are meant.
 *
 * @throws AssayError `unknown-model` when a listed one has no source
 */
export function listAllModels(context: ResolveContext): readonly ResolvedModel[] {
  return strongest(context.catalog)
    .filter(({ facts }) => !onlyEmbeds(facts))
    .flatMap((model) => {
      const found = resolveModel(model.variants.length > 1 ? `${model.alias}:*` : model.alias, context);
      if (model.sourceOrigin !== "built-in") return found;
      const here = found.filter((model) => refusalOf(model) === undefined);
      // The first stands for the model, so that what was listed on purpose is missed where it is not here.
      return here.length > 0 || model.origin === "built-in" ? here : resolveModel(model.alias, context);
    });
}

function strongest({ models }: Catalog): readonly CatalogModel[] {
  const all = [...models.values()];
  for (const origin of ["project", "user"] as const) {
    const listed = all.filter((model) => model.origin === origin);
    if (listed.length > 0) return listed;
  }
  return all;
}
