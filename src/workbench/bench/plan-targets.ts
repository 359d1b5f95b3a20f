import { stat } from "node:fs/promises";
import type { Catalog } from "../../catalog/catalog.ts";
import { listAllModels } from "../../catalog/list-models.ts";
import { readCatalog } from "../../catalog/read-catalog.ts";
import { type ResolveContext, resolveModel } from "../../catalog/resolve-model.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { Device } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import { readHubCache } from "../../hub/cache/hub-cache.ts";
import { contentDigest } from "../../hub/content-digest.ts";
import type { Workspace } from "../workspace.ts";

/** The project's, the user's and the built-in models.json, laid over one another. */
export function readModels(workspace: Workspace): Promise<Catalog> {
  return readCatalog({
    projectDirectory: workspace.directory,
    userDirectory: workspace.locations.config,
    builtInDirectory: workspace.locations.builtInModels,
  });
}

export interface TargetOptions {
  /** Devices to measure on; absent: what the model's entry says, else the CPU. */
  readonly devices?: readonly Device[] | undefined;
  readonly threads?: number | undefined;
  readonly contextTokens?: number | undefined;
}

/** Turns one name into what it stands for; several with `alias:*`. @throws AssayError `unknown-model` */
export async function resolveName(name: string, workspace: Workspace): Promise<readonly ResolvedModel[]> {
  return resolveModel(name, await readContext(workspace));
}

/** What names are resolved in: the catalog, the folder and the downloads as they are now. */
export async function readContext(workspace: Workspace): Promise<ResolveContext> {
  const { env, directory } = workspace;
  return { catalog: await readModels(workspace), env, directory, hubCache: readHubCache(env) };
}

/**
 * Makes the targets of a plan from names: every variant they stand for on every device asked for.
 *
 * A file that is missing still becomes a target, without a digest: it will be recorded as failed, and the others go on.
 */
export async function planTargets(
  names: readonly string[] | "all",
  workspace: Workspace,
  options: TargetOptions = {},
): Promise<TargetPlan[]> {
  const context = await readContext(workspace);
  const resolved = names === "all" ? listAllModels(context) : names.flatMap((name) => resolveModel(name, context));
  const unique = [...new Map(resolved.map((model) => [JSON.stringify([model.id, model.source]), model])).values()];
  const devices = options.devices ?? [];
  const several = devices.length > 1;
  const targets: TargetPlan[] = [];
  for (const model of unique) {
    for (const device of devices.length === 0 ? [model.device ?? "cpu"] : devices) {
      const id = several ? `${model.id}@${device}` : model.id;
      targets.push(await digestTarget({ ...toTarget(model, device, options), id }, workspace));
    }
  }
  return targets;
}

/** A target with the digest and size that its file has now; without a digest where the file is missing. */
export async function digestTarget(target: TargetPlan, workspace: Workspace): Promise<TargetPlan> {
  const { source } = target;
  const path = source.type === "file" ? source.path : source.type === "adapter" ? source.modulePath : undefined;
  if (path === undefined) return target;
  const { contentDigest: _, ...rest } = target;
  try {
    const digest = await contentDigest(path, { stateDirectory: workspace.locations.state });
    const sizeBytes = source.type === "file" ? (await stat(path)).size : undefined;
    return { ...rest, contentDigest: digest, ...(sizeBytes !== undefined && { sizeBytes }) };
  } catch (thrown) {
    if (toAssayError(thrown).code === "model-missing") return rest;
    throw thrown;
  }
}

function toTarget(model: ResolvedModel, device: Device, options: TargetOptions): TargetPlan {
  const { id, alias, variant, engine, source } = model;
  const { sizeBytes, quantisation, parameters, licence, commercialUse, price, contextTokens } = model;
  return dropAbsent({
    id,
    alias,
    variant,
    engine,
    source,
    device,
    threads: options.threads,
    contextTokens: options.contextTokens ?? contextTokens,
    sizeBytes,
    quantisation,
    parameters,
    licence,
    commercialUse,
    price,
  });
}

/** Absent facts are left out rather than written as undefined, so that the plan reads back equal from disk. */
function dropAbsent<T extends object>(facts: T): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}
