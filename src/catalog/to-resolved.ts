import type { HubSource, ModelSource } from "../core/engine.ts";
import { engineFor } from "../engines/engines.ts";
import { statFile } from "../system/stat-file.ts";
import { ofVariant } from "./capabilities.ts";
import type { CatalogModel, CatalogVariant } from "./catalog.ts";
import { commercialUseOf } from "./licences.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { findDownloaded } from "./sources/sources.ts";

/** The variant that an alias alone means; absent when the model has none. */
export function defaultVariantOf({ variants, defaultVariant }: CatalogModel): CatalogVariant | undefined {
  return variants.find(({ name }) => name === defaultVariant) ?? variants[0];
}

/**
 * What a variant of the catalog stands for now: a hub's file that has been downloaded is a file.
 *
 * @param hubCache folder of downloaded models
 */
export function toResolved(model: CatalogModel, variant: CatalogVariant, hubCache: string): ResolvedModel {
  const { name, hub, facts } = variant;
  const source = locate(variant, hubCache);
  const onDisk = source.type === "file" && isOneFile(source, variant) ? statFile(source.path)?.size : undefined;
  const catalogId = catalogIdOf(model, variant);
  return {
    ...factsOf({ ...facts, ...ofVariant(facts, name) }),
    alias: model.alias,
    ...(name === undefined ? {} : { variant: name }),
    id: name === undefined ? model.alias : `${model.alias}:${name}`,
    engine: engineFor(source, facts.engine),
    source,
    ...(catalogId === undefined ? {} : { catalogId }),
    ...(hub === undefined ? {} : { hub }),
    ...(onDisk === undefined ? {} : { sizeBytes: onDisk }),
  };
}

/** The facts of a catalog that hold for a resolved model, with what is known of its licence. */
export function factsOf({ id: _, engine: __, ...facts }: CatalogVariant["facts"]) {
  const commercialUse = commercialUseOf(facts);
  return commercialUse === undefined ? facts : { ...facts, commercialUse };
}

/** The catalog's id names the default variant; another that only inherits it is told from it by its name. */
export function catalogIdOf(model: CatalogModel, { name, facts }: CatalogVariant): string | undefined {
  const isInherited = facts.id !== undefined && facts.id === model.facts.id;
  return isInherited && name !== undefined && name !== defaultVariantOf(model)?.name ? `${facts.id}-${name}` : facts.id;
}

function locate({ source, hub }: CatalogVariant, hubCache: string): ModelSource {
  if (source.type === "file" && statFile(source.path) !== undefined) return source;
  const origin = hub ?? source;
  const path = findDownloaded(origin, hubCache);
  return path === undefined ? origin : { type: "file", path };
}

/** Of a model in several parts, the first part's size says nothing. */
function isOneFile(source: Extract<ModelSource, { type: "file" }>, variant: CatalogVariant): boolean {
  const hub: HubSource | undefined = variant.hub;
  const isShipped = variant.source.type === "file" && variant.source.path === source.path;
  return isShipped || hub === undefined || hub.files.length === 1;
}
