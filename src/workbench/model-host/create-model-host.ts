import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { toServedName } from "../../catalog/served-name.ts";
import { requireRunnable } from "../../catalog/why-not-runnable.ts";
import type { ChatModel } from "../../core/chat-model.ts";
import type { EmbeddingModel } from "../../core/embedding-model.ts";
import { AssayError } from "../../core/errors.ts";
import { enginesOf } from "../../engines/engines.ts";
import type { Downloaded } from "../../hub/download/download-from-hub.ts";
import { createModelPool } from "../../pool/create-model-pool.ts";
import type { SmallerVariant } from "../../pool/load-plan.ts";
import { createMemoryBudget } from "../../pool/memory-budget.ts";
import type { Lease, LoadRequest, ModelPool, PoolModel } from "../../pool/model-pool.ts";
import { createEngines } from "../create-engines.ts";
import { loadResolved } from "../model/load-resolved.ts";
import type { Workspace } from "../workspace.ts";
import { type CatalogView, createCatalogView } from "./create-catalog-view.ts";
import { createLoadPlanner } from "./create-load-planner.ts";
import { createPartOpener } from "./create-part-opener.ts";
import type { DownloadRequest, ModelHost, OpenedPart, ServedModel } from "./model-host.ts";

/**
 * Creates the host of a service's models: names are looked up in the models.json of the folder it was started in.
 *
 * Plain aliases resolve against no other service: the one that is set most often is this very one.
 */
export function createModelHost(given: Workspace): ModelHost {
  return new CatalogHost({ ...given, settings: { ...given.settings, foundryEndpoint: undefined } });
}

class CatalogHost implements ModelHost {
  readonly pool: ModelPool;
  readonly #workspace: Workspace;
  readonly #view: CatalogView;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#view = createCatalogView(workspace);
    this.pool = createPool(workspace, this.#view);
  }

  listModels(): Promise<readonly ServedModel[]> {
    return this.#view.list();
  }

  findModel(name: string): Promise<ServedModel> {
    return this.#view.find(name);
  }

  openChat(name: string, request?: LoadRequest): Promise<OpenedPart<ChatModel>> {
    return this.#open(name, "chat", request);
  }

  openEmbedding(name: string, request?: LoadRequest): Promise<OpenedPart<EmbeddingModel>> {
    return this.#open(name, "embedding", request);
  }

  async load(name: string, request?: LoadRequest): Promise<ServedModel> {
    const pooled = toPooled(await this.#view.find(name));
    const loaded = await this.pool.load(pooled, this.#toRequest(pooled, request));
    return this.#view.find(loaded.name);
  }

  async unload(name: string, options?: { readonly force?: boolean | undefined }) {
    const { servedName } = await this.#view.find(name);
    return this.pool.unload(servedName, options);
  }

  async unloadAll(): Promise<void> {
    await Promise.all(this.pool.list().map(({ name }) => this.pool.unload(name, { force: true })));
  }

  async download(name: string, { onEvent, ...options }: DownloadRequest = {}): Promise<Downloaded> {
    const { id } = await this.#view.find(name);
    // The hub client is loaded by whoever downloads: a service that does not is smaller.
    const { downloadModel } = await import("../hub/download-model.ts");
    const downloaded = await downloadModel(id, this.#workspace, { ...options, onProgress: onEvent });
    this.#view.forget();
    return downloaded;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool[Symbol.asyncDispose]();
  }

  async #open<K extends "chat" | "embedding">(
    name: string,
    kind: K,
    request: LoadRequest | undefined,
  ): Promise<OpenedPart<NonNullable<Lease["loaded"][K]>>> {
    const asked = await this.#view.find(name);
    const pooled = toPooled(asked);
    const lease = await this.pool.acquire(pooled, this.#toRequest(pooled, request));
    try {
      const part = lease.loaded[kind];
      if (part == null) throw lacksPart(asked, kind);
      const model = lease.pooled.name === pooled.name ? asked : await this.#view.find(lease.pooled.name);
      return { model, part, [Symbol.dispose]: () => lease[Symbol.dispose]() };
    } catch (error) {
      lease[Symbol.dispose]();
      throw error;
    }
  }

  /** Others go only when the model is not loaded yet: else every request would send them away. */
  #toRequest({ name }: PoolModel, request: LoadRequest = {}): LoadRequest {
    if (this.#workspace.settings.retainModels || request.retainOthers !== undefined) return request;
    return { ...request, retainOthers: this.pool.list().some((record) => record.name === name) };
  }
}

function createPool(workspace: Workspace, view: CatalogView): ModelPool {
  const { clock, now, settings } = workspace;
  const engines = createEngines(workspace);
  const pool: ModelPool = createModelPool({
    clock,
    now,
    load: (model, options) => loadResolved(model, options, { engines, workspace, openPart }),
    planLoad: createLoadPlanner(settings.parallel, settings.cacheType),
    listSmallerVariants: async (model) => findSmaller(model, await view.list()),
    budget: createMemoryBudget(settings.modelMemoryBytes),
    ttlMs: settings.modelTtlMs,
    queueLimit: settings.queueLength,
    maxLoaded: settings.maxLoadedModels,
    keepWarmMs: settings.keepWarmMs,
    autoFit: settings.autoFit,
  });
  const openPart = createPartOpener(view, () => pool);
  return pool;
}

/** The smaller variants of a model's alias, the biggest first. */
function findSmaller(model: ResolvedModel, all: readonly ServedModel[]): readonly SmallerVariant[] {
  const bytes = model.sizeBytes ?? 0;
  return all
    .filter(({ alias, sizeBytes = bytes }) => alias === model.alias && sizeBytes < bytes)
    .sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0))
    .flatMap(({ resolved, state }) => {
      if (resolved === undefined || state === "missing" || enginesOf(resolved.source).length === 0) return [];
      const variant = { ...resolved, device: model.device };
      return { name: toServedName(variant), model: variant, isHere: state === "ready" };
    });
}

function toPooled({ servedName, resolved, alias }: ServedModel): PoolModel {
  if (resolved === undefined)
    throw new AssayError({
      code: "unknown-model",
      message: `The entry of ${alias} in models.json has no source.`,
      hint: "`assay model add` adds one.",
    });
  requireRunnable(resolved);
  return { name: servedName, model: resolved };
}

function lacksPart({ servedName }: ServedModel, kind: "chat" | "embedding"): AssayError {
  const [does, lacks] = kind === "chat" ? ["embeds", "chat"] : ["chats", "embed"];
  return new AssayError({
    code: "unsupported",
    message: `${servedName} cannot ${lacks}: it only ${does}.`,
    hint: "`assay model list` shows what each model can do.",
  });
}
