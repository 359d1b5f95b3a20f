import type { Device } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import type { Catalog, CatalogModel, CatalogOrigin, CatalogVariant } from "./catalog.ts";
import { type EndpointLookup, resolveAtService } from "./endpoint-source.ts";
import { indexNames, type NameIndex } from "./name-index.ts";
import { type ResolvePart, withParts } from "./resolve-parts.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { namesVendor, splitDevice } from "./served-name.ts";
import { defaultVariantOf, factsOf, toResolved } from "./to-resolved.ts";
import { sourceMissing, variantMissing } from "./unknown-model.ts";

export interface CatalogLookup extends EndpointLookup {
  readonly catalog: Catalog;
  /** Folder of downloaded models. */
  readonly hubCache: string;
}

/** How names are compared: as they are written, then in any case. */
type SameName = (a: string, b: string) => boolean;
const isSameInAnyCase: SameName = (a, b) => a.toLowerCase() === b.toLowerCase();
const COMPARISONS: readonly SameName[] = [(a, b) => a === b, isSameInAnyCase];

/**
 * What a name stands for in the catalog, as written before in any other case; absent when it is none of its names.
 *
 * @throws AssayError `unknown-model` for an alias without a source, `device-absent` for a device that no engine has
 */
export function resolveInCatalog(name: string, lookup: CatalogLookup): readonly ResolvedModel[] | undefined {
  return resolve(name, lookup, []);
}

/** Of a pipeline, its parts are resolved too; `above` are those that it is within. */
function resolve(name: string, lookup: CatalogLookup, above: readonly string[]): readonly ResolvedModel[] | undefined {
  const resolvePart: ResolvePart = (part, path) => resolve(part, lookup, path);
  return findInCatalog(name, lookup)?.map((model) => withParts(model, resolvePart, above));
}

function findInCatalog(name: string, lookup: CatalogLookup): readonly ResolvedModel[] | undefined {
  for (const isSame of COMPARISONS) {
    const found = findName(name, lookup, isSame);
    if (found !== undefined) return found;
  }
  return findOnDevice(name, lookup);
}

/** @throws AssayError `unknown-model` when the name is `alias:qualifier` of a model that has no such variant or version */
export function refuseQualifier(name: string, { catalog }: CatalogLookup): void {
  const [alias, qualifier] = splitAtColon(name);
  const [model] = indexNames(catalog).byAlias(alias);
  if (model !== undefined && qualifier !== undefined) throw variantMissing(model, qualifier);
}

function findName(name: string, lookup: CatalogLookup, isSame: SameName): readonly ResolvedModel[] | undefined {
  const index = indexNames(lookup.catalog);
  const findAlias = (wanted: string) => index.byAlias(wanted).find(({ alias }) => isSame(alias, wanted));
  const model = findAlias(name);
  if (model !== undefined) return [{ ...resolveAlias(model, lookup), ...coverOf(name, model, index) }];
  const named = findServedName(name, lookup, isSame);
  if (named !== undefined) return [named];
  const [alias, qualifier] = splitAtColon(name);
  const qualified = findAlias(alias);
  const variants = qualified && qualifier !== undefined ? findVariants(qualified, qualifier) : [];
  return qualified === undefined || variants.length === 0
    ? undefined
    : variants.map((variant) => ({
        ...toResolved(qualified, variant, lookup.hubCache),
        ...coverOf(alias, qualified, index),
      }));
}

/** Whose model a project's entry keeps a name from: one of the same alias, or one that has the name besides its alias. */
function coverOf(name: string, model: CatalogModel, index: NameIndex): Pick<ResolvedModel, "covers"> | undefined {
  if (model.sourceOrigin !== "project") return undefined;
  const others = index.byName(name).map(({ model: other }) => other);
  const hidden = others.find(({ alias, sourceOrigin }) => alias !== model.alias && sourceOrigin !== "project");
  const covered = model.covers ?? hidden?.sourceOrigin;
  return covered === undefined || covered === "project" ? undefined : { covers: covered };
}

function resolveAlias(model: CatalogModel, lookup: CatalogLookup): ResolvedModel {
  const atService = isUsers(model) ? undefined : resolveAtService(model.alias, lookup);
  // What the built-in list says of its own files says nothing of a service's model of the same name.
  if (atService !== undefined) return { ...factsOf(model.stated), ...atService };
  const variant = defaultVariantOf(model);
  if (variant === undefined) throw sourceMissing(model.alias);
  return toResolved(model, variant, lookup.hubCache);
}

function isUsers({ sourceOrigin }: CatalogModel): boolean {
  return sourceOrigin === "project" || sourceOrigin === "user";
}

/** Who listed a name first has it: the project's models.json is stronger than the user's, and that than ours. */
const STRENGTH = { project: 2, user: 1, "built-in": 0 } as const satisfies Readonly<Record<CatalogOrigin, number>>;

/** By the catalog's id or the name under which services list it; without a version, the highest one. */
function findServedName(name: string, lookup: CatalogLookup, isSame: SameName): ResolvedModel | undefined {
  const index = indexNames(lookup.catalog);
  const [found] = index
    .byName(name)
    .filter(({ names }) => names.some((known) => isSame(known, name)))
    .sort((a, b) => STRENGTH[b.model.origin] - STRENGTH[a.model.origin] || b.version - a.version);
  if (found === undefined) return undefined;
  const { model, variant } = found;
  // A service knows its own names: only what the user lists here goes before them.
  const atService = isUsers(model) ? undefined : resolveAtService(name, lookup);
  return atService ?? { ...toResolved(model, variant, lookup.hubCache), ...coverOf(name, model, index) };
}

function findVariants(model: CatalogModel, qualifier: string): readonly CatalogVariant[] {
  if (qualifier === "*") return model.variants;
  const found = model.variants.filter(({ name, facts }) =>
    /^\d+$/.test(qualifier)
      ? (facts.version ?? 1) === Number(qualifier)
      : name?.toLowerCase() === qualifier.toLowerCase(),
  );
  const usual = defaultVariantOf(model);
  // Clients that know Ollama write it behind every name.
  if (found.length === 0 && usual !== undefined && qualifier.toLowerCase() === "latest") return [usual];
  return found
    .filter((variant) => variant === usual)
    .concat(found)
    .slice(0, 1);
}

/** `alias-cpu`, `alias:q8_0-gpu` and the like: what stands before the device, on that device. */
function findOnDevice(name: string, lookup: CatalogLookup): readonly ResolvedModel[] | undefined {
  const { base, device: asked } = splitDevice(name) ?? {};
  if (base === undefined || asked === undefined) return undefined;
  const found = findInCatalog(base, lookup);
  if (found === undefined) return undefined;
  if (asked === "npu")
    throw new AssayError({
      code: "device-absent",
      message: `${name} asks for an NPU, which no engine of this version drives.`,
      hint: `Name it ${base}-cpu.`,
    });
  // A service that is asked by its own kind of name gets the whole of it.
  const atService = namesVendor(name) ? resolveAtService(name, lookup) : undefined;
  if (atService !== undefined && found.every(({ id, source }) => source.type === "endpoint" && id === base))
    return [atService];
  const device: Device = asked === "cpu" ? "cpu" : "gpu";
  return found.map((model) => ({ ...model, device, id: `${model.id}-${device}` }));
}

/** The part before the last colon and the one behind it, which is absent when there is no colon. */
function splitAtColon(name: string): readonly [alias: string, qualifier: string | undefined] {
  const colon = name.lastIndexOf(":");
  return colon < 0 ? [name, undefined] : [name.slice(0, colon), name.slice(colon + 1)];
}
