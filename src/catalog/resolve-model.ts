import { basename, extname, resolve } from "node:path";
import { AssayError } from "../core/errors.ts";
import { readHubCache } from "../hub/cache/hub-cache.ts";
import { statFile } from "../system/stat-file.ts";
import type { Catalog } from "./catalog.ts";
import { resolveAtService, toEndpointSource } from "./endpoint-source.ts";
import { parseEndpointAddress } from "./endpoint-url.ts";
import { findModelInFolder } from "./find-model-in-folder.ts";
import { type CatalogLookup, refuseQualifier, resolveInCatalog } from "./resolve-in-catalog.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { nameUnknown } from "./unknown-model.ts";

export interface ResolveContext {
  readonly catalog: Catalog;
  /** Folder that relative paths start from. */
  readonly directory: string;
  /** `FOUNDRY_LOCAL_ENDPOINT` and `ASSAY_API_KEY` are looked at, the latter's value is not read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of downloaded models; absent: where the environment says, which is where other tools of the hub have theirs. */
  readonly hubCache?: string | undefined;
}

/**
 * Turns the name of a model into what it stands for. Tried in this order:
 *
 * - `http(s)://host/v1#model`: that endpoint
 * - a path that ends in `.gguf`: that file (whether it is there shows when it is loaded); in `.js`, `.mjs` or `.ts`: that adapter
 * - a name of the catalog, as written before in any other case: `alias` (its default variant), `alias:3` (all digits: a
 *   version), `alias:q4_0` (else: a variant), `alias:*` (all variants), an id or the name under which services list the
 *   model, with or without its version, `alias-cpu`, `alias-gpu` and `alias-cuda` (the alias on that device)
 * - an existing folder: the one model in it (`./name` where `name` is an alias too)
 * - with `FOUNDRY_LOCAL_ENDPOINT` set: that service's model of this name. A plain alias goes there before
 *   the built-in models, and after those that a models.json of the project or the user gives a source
 *
 * @throws AssayError `unknown-model` with near names, `device-absent` for an NPU, `invalid-input` when the name cannot be one
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
  const { catalog, env, hubCache = readHubCache(env) } = context;
  const lookup: CatalogLookup = { catalog, env, hubCache };
  const found = resolveInCatalog(wanted, lookup) ?? resolveFolder(path);
  if (found !== undefined) return found;
  const atService = resolveAtService(wanted, env);
  if (atService !== undefined) return [atService];
  refuseQualifier(wanted, lookup);
  throw nameUnknown(wanted, catalog);
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
    source: toEndpointSource(baseUrl, model, env),
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
