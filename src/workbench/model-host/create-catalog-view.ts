import { join } from "node:path";
import type { Catalog, CatalogModel } from "../../catalog/catalog.ts";
import { resolveInCatalog } from "../../catalog/resolve-in-catalog.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { toServedName } from "../../catalog/served-name.ts";
import { nearModels } from "../../catalog/unknown-model.ts";
import { AssayError } from "../../core/errors.ts";
import { statFile } from "../../system/stat-file.ts";
import { listEntriesOf, type ModelListing, toListing } from "../model/list-catalog.ts";
import { modelCacheOf } from "../model-cache.ts";
import { readModels } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import type { ServedModel } from "./model-host.ts";

/** The catalog as a service sees it: looked up with every request, read when it has changed. */
export interface CatalogView {
  list(): Promise<readonly ServedModel[]>;
  /** @throws AssayError `unknown-model` with near names */
  find(name: string): Promise<ServedModel>;
  /** Looks anew at what is on disk with the next question. */
  forget(): void;
}

/** For so long the disk is not looked at again: no client notices, and 16 of them asking at once cost one look. */
const FRESH_MS = 250;

interface Look {
  readonly atMs: number;
  readonly stamps: string;
  readonly catalog: Promise<Catalog>;
  list?: Promise<readonly ServedModel[]> | undefined;
  readonly found: Map<string, ServedModel>;
}

/**
 * Only names of the catalog are known: a path or an address from a client would reach the disk or other machines.
 */
export function createCatalogView(workspace: Workspace): CatalogView {
  const { keys, directory, locations, clock } = workspace;
  const places = [locations.builtInModels, locations.config, directory].map((folder) => join(folder, "models.json"));
  let last: Look | undefined;

  function look(): Look {
    const atMs = clock.now();
    if (last !== undefined && atMs - last.atMs < FRESH_MS) return last;
    const stamps = JSON.stringify(places.map(stampOf));
    const catalog = last?.stamps === stamps ? last.catalog : readModels(workspace);
    const fresh: Look = { atMs, stamps, catalog, found: new Map() };
    last = fresh;
    // What is wrong is looked at again with the next question.
    catalog.catch(() => {
      if (last?.catalog === catalog) last = undefined;
    });
    return fresh;
  }

  async function list(catalog: Catalog): Promise<readonly ServedModel[]> {
    const context = { catalog, keys, directory, hubCache: modelCacheOf(workspace) };
    return listEntriesOf(context).map((model) => {
      const resolved = toResolved(model);
      return { ...model, resolved, servedName: resolved === undefined ? model.id : toServedName(resolved) };
    });
  }

  return {
    list() {
      const current = look();
      if (current.list === undefined) {
        current.list = current.catalog.then(list);
        current.list.catch(() => {
          current.list = undefined;
        });
      }
      return current.list;
    },
    async find(name) {
      const current = look();
      const known = current.found.get(name);
      if (known !== undefined) return known;
      const catalog = await current.catalog;
      const lookup = { catalog, keys, hubCache: modelCacheOf(workspace) };
      const [model, ...others] = resolveInCatalog(name.trim(), lookup) ?? [];
      const entry = model && catalog.models.get(model.alias);
      if (model === undefined || entry === undefined || others.length > 0) throw unknownModel(name, catalog);
      const found = toServed(model, entry);
      current.found.set(name, found);
      return found;
    },
    forget() {
      last = undefined;
    },
  };
}

function stampOf(path: string): readonly number[] {
  const found = statFile(path);
  return found === undefined ? [] : [found.mtimeMs, found.size];
}

function toServed(model: ResolvedModel, entry: CatalogModel): ServedModel {
  return { ...toListing(model, entry), resolved: model, servedName: toServedName(model) };
}

function toResolved({ engine, source, ...model }: ModelListing): ResolvedModel | undefined {
  return engine === undefined || source === undefined ? undefined : { ...model, engine, source };
}

function unknownModel(name: string, catalog: Catalog): AssayError {
  const near = nearModels(name, catalog);
  return new AssayError({
    code: "unknown-model",
    message: `No model is named ${JSON.stringify(name)}.`,
    hint: [
      ...(near.length > 0 ? [`Did you mean ${near.join(" or ")}?`] : []),
      "`assay model list` shows the names, and `assay model add` adds a file or an address under a name.",
    ].join(" "),
  });
}
