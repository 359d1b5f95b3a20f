import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { toServedName } from "../../catalog/served-name.ts";
import { requireRunnable } from "../../catalog/why-not-runnable.ts";
import { AssayError } from "../../core/errors.ts";
import { createModelPool } from "../../pool/create-model-pool.ts";
import type { SmallerVariant } from "../../pool/load-plan.ts";
import { createMemoryBudget } from "../../pool/memory-budget.ts";
import type { Lease, LoadRequest, PoolModel } from "../../pool/model-pool.ts";
import { noteLastUse } from "../cache/note-use.ts";
import { createEngines } from "../create-engines.ts";
import type { Workspace } from "../workspace.ts";
import { createCatalogView } from "./create-catalog-view.ts";
import { createLoadPlanner } from "./create-load-planner.ts";
import type { ModelHost, OpenedPart, ServedModel } from "./model-host.ts";

/**
 * Creates the host of a service's models: names are looked up in the models.json of the folder it was started in.
 *
 * Plain aliases resolve against no other service: the one that is set most often is this very one.
 */
export function createModelHost(given: Workspace): ModelHost {
  const settings = { ...given.settings, foundryEndpoint: undefined };
  const workspace: Workspace = { ...given, settings };
  const engines = createEngines(workspace);
  const view = createCatalogView(workspace);
  const pool = createModelPool({
    clock: workspace.clock,
    now: workspace.now,
    load: async (model, options) => {
      const device = options.device ?? model.device ?? "cpu";
      const { chatTemplate, templateVariables } = model;
      const loaded = await engines[model.engine].load(model.source, {
        ...options,
        device,
        chatTemplate,
        templateVariables,
      });
      noteLastUse(model.source, workspace);
      return loaded;
    },
    planLoad: createLoadPlanner(settings.parallel),
    listSmallerVariants,
    budget: createMemoryBudget(settings.modelMemoryBytes),
    ttlMs: settings.modelTtlMs,
    queueLimit: settings.queueLength,
    maxLoaded: settings.maxLoadedModels,
    keepWarmMs: settings.keepWarmMs,
    autoFit: settings.autoFit,
  });

  async function listSmallerVariants(model: ResolvedModel): Promise<readonly SmallerVariant[]> {
    const bytes = model.sizeBytes ?? 0;
    return (await view.list())
      .filter(({ alias, sizeBytes = bytes }) => alias === model.alias && sizeBytes < bytes)
      .sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0))
      .flatMap(({ resolved, state }) => {
        if (resolved === undefined || state === "missing" || isOnnx(resolved)) return [];
        const variant = { ...resolved, device: model.device };
        return { name: toServedName(variant), model: variant, isHere: state === "ready" };
      });
  }

  /** Others go only when the model is not loaded yet: else every request would send them away. */
  function toRequest({ name }: PoolModel, request: LoadRequest = {}): LoadRequest {
    if (settings.retainModels || request.retainOthers !== undefined) return request;
    return { ...request, retainOthers: pool.list().some((record) => record.name === name) };
  }

  async function open<K extends "chat" | "embedding">(
    name: string,
    kind: K,
    request: LoadRequest | undefined,
  ): Promise<OpenedPart<NonNullable<Lease["loaded"][K]>>> {
    const asked = await view.find(name);
    const pooled = toPooled(asked);
    const lease = await pool.acquire(pooled, toRequest(pooled, request));
    try {
      const part = lease.loaded[kind];
      if (part == null) throw lacksPart(asked, kind);
      const model = lease.pooled.name === pooled.name ? asked : await view.find(lease.pooled.name);
      return { model, part, [Symbol.dispose]: () => lease[Symbol.dispose]() };
    } catch (error) {
      lease[Symbol.dispose]();
      throw error;
    }
  }

  return {
    pool,
    listModels: () => view.list(),
    findModel: (name) => view.find(name),
    openChat: (name, request) => open(name, "chat", request),
    openEmbedding: (name, request) => open(name, "embedding", request),
    async load(name, request) {
      const pooled = toPooled(await view.find(name));
      const loaded = await pool.load(pooled, toRequest(pooled, request));
      return view.find(loaded.name);
    },
    async unload(name, options) {
      const { servedName } = await view.find(name);
      return pool.unload(servedName, options);
    },
    async unloadAll() {
      await Promise.all(pool.list().map(({ name }) => pool.unload(name, { force: true })));
    },
    async download(name, { signal, onProgress, token } = {}) {
      const { id } = await view.find(name);
      let file = "";
      // The hub client is loaded by whoever downloads: a service that does not is smaller.
      const { downloadModel } = await import("../hub/download-model.ts");
      await downloadModel(id, workspace, {
        signal,
        token,
        onProgress(event) {
          if (event.type === "started") file = event.file;
          if (event.type === "progress") onProgress?.({ file, ratio: event.doneBytes / Math.max(1, event.totalBytes) });
        },
      });
      view.forget();
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

function toPooled({ servedName, resolved, alias }: ServedModel): PoolModel {
  if (resolved === undefined)
    throw new AssayError({
      code: "unknown-model",
      message: `Cannot load ${alias} as its entry in models.json must have a source: it has none`,
      hint: "`assay model add` adds one.",
    });
  requireRunnable(resolved);
  return { name: servedName, model: resolved };
}

function isOnnx({ source, hub }: ResolvedModel): boolean {
  return source.type === "hub" ? source.format === "onnx" : hub?.format === "onnx";
}

function lacksPart({ servedName }: ServedModel, kind: "chat" | "embedding"): AssayError {
  const [does, lacks] = kind === "chat" ? ["embeds", "chat"] : ["chats", "embed"];
  return new AssayError({
    code: "unsupported",
    message: `Cannot use ${servedName} as the model must be able to ${lacks}: it only ${does}`,
    hint: "`assay model list` shows what each model can do.",
  });
}
