import { basename, extname, resolve } from "node:path";
import type { Device, EngineName, ModelSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import type { Catalog, CatalogModel, CatalogVariant } from "./catalog.ts";
import { parseEndpointAddress } from "./endpoint-url.ts";
import { findModelInFolder } from "./find-model-in-folder.ts";
import { nearNames } from "./json/near-names.ts";
import { isCommercialUseAllowed } from "./licences.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { statFile } from "./stat-file.ts";

export interface ResolveContext {
  readonly catalog: Catalog;
  /** Folder that relative paths start from. */
  readonly directory: string;
  /** `FOUNDRY_LOCAL_ENDPOINT` and `ASSAY_API_KEY` are looked at, the latter's value is not read. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Turns the name of a model into what it stands for. Tried in this order:
 *
 * - `http(s)://host/v1#model`: that endpoint
 * - a path that ends in `.gguf`: that file (whether it is there shows when it is loaded); in `.js`, `.mjs` or `.ts`: that adapter
 * - an exact id, `alias`, `alias:3` (all digits: a version), `alias:q4_0` (else: a variant), `alias:*` (all variants),
 *   `alias-cpu` and `alias-gpu` (the alias on that device). An alias alone means its default variant
 * - an existing folder: the one model in it (`./name` where `name` is an alias too)
 * - with `FOUNDRY_LOCAL_ENDPOINT` set: that service's model of this name. A plain alias goes there before
 *   the built-in models, and after those that a models.json of the project or the user gives a source
 *
 * @throws AssayError `unknown-model` with near names, `invalid-input` when the name cannot be one
 */
export function resolveModel(name: string, context: ResolveContext): readonly ResolvedModel[] {
  const wanted = name.trim();
  if (wanted === "")
    throw new AssayError({
      code: "invalid-input",
      message: 'Cannot resolve a model as its name must not be empty: current value is ""',
    });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(wanted)) return [resolveAddress(wanted, context)];
  const path = resolve(context.directory, wanted);
  if (/\.gguf$/i.test(wanted)) return [resolveFile(path)];
  if (/\.(js|mjs|ts)$/i.test(wanted)) return [resolveAdapter(path)];
  return (
    resolveInCatalog(wanted, context) ??
    resolveFolder(path) ??
    resolveAtService(wanted, context) ??
    fail(wanted, context)
  );
}

/** Names the model that a module of the user's makes; its file is looked at when it is loaded. */
export function resolveAdapter(modulePath: string): ResolvedModel {
  const alias = basename(modulePath, extname(modulePath));
  return { alias, id: alias, engine: "custom", source: { type: "adapter", modulePath: resolve(modulePath) } };
}

function resolveAddress(address: string, { env }: ResolveContext): ResolvedModel {
  const { baseUrl, model, host } = parseEndpointAddress(address, "this model's address");
  return {
    alias: model ?? host,
    id: model === undefined ? host : `${model}@${host}`,
    engine: "openai",
    source: endpointSource(baseUrl, model, env),
  };
}

function resolveFile(path: string): ResolvedModel {
  const alias = basename(path).replace(/\.gguf$/i, "");
  return { alias, id: alias, engine: "gguf", source: { type: "file", path }, sizeBytes: statFile(path)?.size };
}

function resolveFolder(path: string): ResolvedModel[] | undefined {
  const file = findModelInFolder(path);
  return file === undefined ? undefined : [resolveFile(file)];
}

function resolveInCatalog(name: string, context: ResolveContext): ResolvedModel[] | undefined {
  const { models } = context.catalog;
  for (const model of models.values())
    for (const variant of model.variants) if (variant.facts.id === name) return [toResolved(model, variant)];
  const model = models.get(name);
  if (model !== undefined) return [resolveAlias(model, context)];
  const found = resolveQualified(name, context);
  if (found !== undefined) return found;
  const [, bare = "", device] = /^(.+)-(cpu|gpu)$/.exec(name) ?? [];
  return device === undefined
    ? undefined
    : resolveInCatalog(bare, context)?.map((found) => ({
        ...found,
        device: device as Device,
        id: `${found.id}-${device}`,
      }));
}

function resolveAlias(model: CatalogModel, context: ResolveContext): ResolvedModel {
  const isUsers = model.sourceOrigin === "project" || model.sourceOrigin === "user";
  const [atService] = isUsers ? [] : (resolveAtService(model.alias, context) ?? []);
  // What the built-in list says of its own files says nothing of a service's model of the same name.
  if (atService !== undefined) return { ...(model.origin === "built-in" ? {} : factsOf(model.facts)), ...atService };
  const variant = model.variants.find(({ name }) => name === model.defaultVariant) ?? model.variants[0];
  if (variant === undefined) throw withoutSource(model.alias);
  return toResolved(model, variant);
}

function resolveQualified(name: string, { catalog }: ResolveContext): ResolvedModel[] | undefined {
  const { model, qualifier } = splitName(name, catalog);
  if (model === undefined) return undefined;
  if (qualifier === "*" && model.variants.length > 0)
    return model.variants.map((variant) => toResolved(model, variant));
  const found = model.variants.filter(({ name, facts }) =>
    isVersion(qualifier) ? facts.version === Number(qualifier) : name?.toLowerCase() === qualifier.toLowerCase(),
  );
  const chosen = found.find(({ name }) => name === model.defaultVariant) ?? found[0];
  return chosen && [toResolved(model, chosen)];
}

/** The model is absent unless the name is `alias:qualifier` of a known alias; `C:\\models` is not. */
function splitName(name: string, { models }: Catalog): { model: CatalogModel | undefined; qualifier: string } {
  const colon = name.lastIndexOf(":");
  return { model: models.get(name.slice(0, Math.max(colon, 0))), qualifier: name.slice(colon + 1) };
}

function isVersion(qualifier: string): boolean {
  return /^\d+$/.test(qualifier);
}

function resolveAtService(name: string, { env }: ResolveContext): ResolvedModel[] | undefined {
  const address = env.FOUNDRY_LOCAL_ENDPOINT?.trim();
  if (!address || /[\\\s]/.test(name) || /^[./~]/.test(name)) return undefined;
  const { baseUrl } = parseEndpointAddress(address, "FOUNDRY_LOCAL_ENDPOINT");
  return [{ alias: name, id: name, engine: "openai", source: endpointSource(baseUrl, name, env) }];
}

function endpointSource(baseUrl: string, model: string | undefined, env: ResolveContext["env"]): ModelSource {
  return {
    type: "endpoint",
    baseUrl,
    ...(model === undefined ? {} : { model }),
    ...(env.ASSAY_API_KEY ? { apiKeyVariable: "ASSAY_API_KEY" } : {}),
  };
}

const ENGINES = { file: "gguf", endpoint: "openai", adapter: "custom", script: "fake" } as const satisfies Readonly<
  Record<ModelSource["type"], EngineName>
>;

function toResolved(model: CatalogModel, { name, source, facts }: CatalogVariant): ResolvedModel {
  const onDisk = source.type === "file" ? statFile(source.path)?.size : undefined;
  return {
    ...factsOf(facts),
    alias: model.alias,
    ...(name === undefined ? {} : { variant: name }),
    id: name === undefined ? model.alias : `${model.alias}:${name}`,
    engine: ENGINES[source.type],
    source,
    ...(onDisk === undefined ? {} : { sizeBytes: onDisk }),
  };
}

function factsOf({ id: _, ...facts }: CatalogVariant["facts"]) {
  const commercialUse = facts.commercialUse ?? (facts.licence && isCommercialUseAllowed(facts.licence));
  return commercialUse === undefined || commercialUse === "" ? facts : { ...facts, commercialUse };
}

function withoutSource(alias: string): AssayError {
  return new AssayError({
    code: "unknown-model",
    message: `Cannot resolve ${alias} as its entry in models.json must have a source: it has none`,
    hint: `Add one to the entry, such as "file": "models/${alias}.gguf" or "endpoint": { "baseUrl": "http://localhost:5273/v1", "model": "${alias}" }, or set FOUNDRY_LOCAL_ENDPOINT.`,
  });
}

function withoutVariant({ alias, variants }: CatalogModel, qualifier: string): AssayError {
  if (variants.length === 0) return withoutSource(alias);
  const kind = isVersion(qualifier) ? "version" : "variant";
  const names = variants.flatMap(({ name, facts }) => (kind === "version" ? facts.version : name) ?? []);
  return new AssayError({
    code: "unknown-model",
    message: `Cannot resolve ${alias}:${qualifier} as ${kind} ${JSON.stringify(qualifier)} must be one that the model has`,
    hint: names.length > 0 ? `It has ${names.map((known) => `${alias}:${known}`).join(", ")}.` : `Name it ${alias}.`,
  });
}

function fail(name: string, { catalog }: ResolveContext): never {
  const { model, qualifier } = splitName(name, catalog);
  if (model !== undefined) throw withoutVariant(model, qualifier);
  const known = [...catalog.models.values()].flatMap(({ alias, variants }) => [
    alias,
    ...variants.flatMap((variant) => (variant.name === undefined ? [] : `${alias}:${variant.name}`)),
  ]);
  const near = nearNames(name, known);
  const isPath = /[\\/]/.test(name);
  throw new AssayError({
    code: "unknown-model",
    message: `Cannot resolve the model ${JSON.stringify(name)} as it must be ${isPath ? "an existing folder, a .gguf file or " : ""}a known name`,
    hint:
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : `Known are ${[...catalog.models.keys()].join(", ") || "none"}; a path to a .gguf file or http://host/v1#model does too.`,
  });
}
