import type { Catalog, CatalogModel, CatalogVariant } from "./catalog.ts";
import { toServedBase, toServedParts } from "./served-name.ts";
import { catalogIdOf } from "./to-resolved.ts";

/** A variant with the names that lead to it besides its alias. */
export interface NamedVariant {
  readonly model: CatalogModel;
  readonly variant: CatalogVariant;
  readonly version: number;
  readonly names: readonly string[];
}

/** The models of a catalog by their names in lower case, each list in the catalog's order. */
export interface NameIndex {
  readonly byAlias: (name: string) => readonly CatalogModel[];
  readonly byName: (name: string) => readonly NamedVariant[];
}

const indexes = new WeakMap<Catalog, NameIndex>();

/** Indexes the names of a catalog, once: going through all of them for each would take seconds with a thousand models. */
export function indexNames(catalog: Catalog): NameIndex {
  const known = indexes.get(catalog);
  if (known !== undefined) return known;
  const aliases = Map.groupBy(catalog.models.values(), ({ alias }) => alias.toLowerCase());
  const named = new Map<string, NamedVariant[]>();
  for (const model of catalog.models.values())
    for (const variant of model.variants) {
      const found = nameVariant(model, variant);
      for (const name of new Set(found.names.map((one) => one.toLowerCase())))
        named.set(name, [...(named.get(name) ?? []), found]);
    }
  const index: NameIndex = {
    byAlias: (name) => aliases.get(name.toLowerCase()) ?? [],
    byName: (name) => named.get(name.toLowerCase()) ?? [],
  };
  indexes.set(catalog, index);
  return index;
}

function nameVariant(model: CatalogModel, variant: CatalogVariant): NamedVariant {
  const { name, source, facts } = variant;
  const catalogId = catalogIdOf(model, variant);
  const named = { alias: model.alias, variant: name, catalogId, version: facts.version, device: facts.device, source };
  const { base, version } = toServedBase(named);
  const served = toServedParts(named).name;
  const names = [base, `${base}:${version}`, served, `${served}:${version}`, catalogId ?? base];
  return { model, variant, version, names };
}
