import { basename, extname, resolve } from "node:path";
import type { ModelSource } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import { engineFor } from "../engines/engines.ts";
import { formatOfFile } from "../formats/formats.ts";
import { modelNameOf } from "../formats/model-name.ts";
import { statFile } from "../system/stat-file.ts";
import { resolveAddress, resolveAtService } from "./endpoint-source.ts";
import { findModelInFolder } from "./find-model-in-folder.ts";
import { type CatalogLookup, refuseQualifier, resolveInCatalog } from "./resolve-in-catalog.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { nameUnknown } from "./unknown-model.ts";

export interface ResolveContext extends CatalogLookup {
  /** Folder that relative paths start from. */
  readonly directory: string;
}

/**
 * Turns the name of a model into what it stands for. Tried in this order:
 *
 * - `http(s)://host/v1#model`: that endpoint
 * - a path that ends in `.gguf` or `.onnx`: that file (whether it is there shows when it is loaded); in `.js`, `.mjs` or `.ts`: that adapter
 * - a name of the catalog, as written before in any other case: `alias` (its default variant), `alias:3` (all digits: a
 *   version), `alias:q4_0` (else: a variant), `alias:*` (all variants), an id or the name under which services list the
 *   model, with or without its version, `alias-cpu`, `alias-gpu` and `alias-cuda` (the alias on that device)
 * - an existing folder: the one model in it (`./name` where `name` is an alias too)
 * - with a service for plain aliases: that service's model of this name. A plain alias goes there before
 *   the built-in models, and after those that a models.json of the project or the user gives a source
 *
 * @throws AssayError `unknown-model` with near names, `device-absent` for an NPU, `invalid-input` when the name cannot be one
 */
export function resolveModel(name: string, context: ResolveContext): readonly ResolvedModel[] {
  const wanted = name.trim();
  if (wanted === "")
    throw new AssayError({
      code: "invalid-input",
      message: "The name of a model must not be empty.",
      hint: `\`assay model list\` shows the models.`,
    });
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(wanted)) return [resolveAddress(wanted, context.keys)];
  const path = resolve(context.directory, wanted);
  if (formatOfFile(wanted) !== undefined) return [resolveFile(path)];
  if (/\.(js|mjs|ts)$/i.test(wanted)) return [resolveAdapter(path)];
  const found = resolveInCatalog(wanted, context) ?? resolveFolder(path);
  if (found !== undefined) return found;
  const atService = resolveAtService(wanted, context);
  if (atService !== undefined) return [atService];
  refuseQualifier(wanted, context);
  throw nameUnknown(wanted, context.catalog);
}

/** Names the model that a module of the user's makes; its file is looked at when it is loaded. */
function resolveAdapter(modulePath: string): ResolvedModel {
  const alias = basename(modulePath, extname(modulePath));
  return { alias, id: alias, engine: "custom", source: { type: "adapter", modulePath: resolve(modulePath) } };
}

function resolveFile(path: string): ResolvedModel {
  const alias = modelNameOf(path);
  const source: ModelSource = { type: "file", path };
  return { alias, id: alias, engine: engineFor(source), source, sizeBytes: statFile(path)?.size };
}

function resolveFolder(path: string): ResolvedModel[] | undefined {
  const file = findModelInFolder(path);
  return file === undefined ? undefined : [resolveFile(file)];
}
