import { createHash } from "node:crypto";
import { resolve as resolvePath } from "node:path";
import { commercialUseOf } from "../../catalog/licences.ts";
import { listAllModels } from "../../catalog/list-models.ts";
import { resolveModel } from "../../catalog/resolve-model.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import type { PipelinePart, PipelineSource, TargetDevice } from "../../core/engine.ts";
import { type ErrorRecord, toAssayError, toErrorRecord } from "../../core/errors.ts";
import type { FileFacts } from "../../core/model-format.ts";
import type { TargetPlan } from "../../core/run.ts";
import { engineFor } from "../../engines/engines.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { contentDigest } from "../../hub/content-digest.ts";
import { digestModel } from "../../hub/digest-model.ts";
import { createKeyRing } from "../key-ring.ts";
import { quoteTemplate } from "../model/quote-template.ts";
import { tellOrigin } from "../model/tell-origin.ts";
import { readContext } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";

export interface TargetOptions {
  /** Devices to measure on; absent: what the model's entry says, else the CPU. */
  readonly devices?: readonly TargetDevice[] | undefined;
  readonly threads?: number | undefined;
  readonly contextTokens?: number | undefined;
  /** Makes a target of a name that means nothing too, which says why it cannot be measured. */
  readonly skipMissing?: boolean | undefined;
}

/**
 * Makes the targets of a plan from names: every variant they stand for on every device asked for.
 *
 * A file that is missing still becomes a target, without a digest: whether it can be measured is seen later.
 *
 * @throws AssayError `unknown-model` for a name that means nothing, unless `skipMissing`
 */
export async function planTargets(
  names: readonly string[] | "all",
  workspace: Workspace,
  options: TargetOptions = {},
): Promise<TargetPlan[]> {
  const context = await readContext(workspace);
  const unavailable = new Map<string, ErrorRecord>();
  const resolve = (name: string) => {
    try {
      return resolveModel(name, context);
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      if (options.skipMissing !== true || error.code !== "unknown-model") throw thrown;
      unavailable.set(name, error);
      return [standIn(name, workspace)];
    }
  };
  const resolved = names === "all" ? listAllModels(context) : names.flatMap(resolve);
  const unique = [...new Map(resolved.map((model) => [JSON.stringify([model.id, model.source]), model])).values()];
  for (const model of unique) tellOrigin(model, workspace);
  await askForKeys(unique, workspace);
  const devices = options.devices ?? [];
  const several = devices.length > 1;
  const targets: TargetPlan[] = [];
  for (const model of await Promise.all(unique.map(withOwnLicence))) {
    const chatTemplate = await quoteTemplate(model.chatTemplate);
    for (const device of devices.length === 0 ? [model.device ?? "cpu"] : devices) {
      const id = several ? `${model.id}@${device}` : model.id;
      targets.push(await digestTarget({ ...toTarget({ ...model, chatTemplate }, device, options), id }, workspace));
    }
  }
  return targets.map((target) => {
    const reason = unavailable.get(target.alias);
    return reason === undefined ? target : { ...target, unavailable: reason };
  });
}

/** Stands for a name that means nothing: as no model has it, it can only be that of a file, which is not there. */
function standIn(name: string, { directory }: Workspace): ResolvedModel {
  const source = { type: "file", path: resolvePath(directory, name) } as const;
  return { id: name, alias: name, engine: engineFor(source), source };
}

/** Asks before anything is measured which keys may go where; what is refused shows when the target is loaded. */
async function askForKeys(models: readonly ResolvedModel[], workspace: Workspace): Promise<void> {
  const { env, mayUseKey } = createKeyRing(workspace);
  for (const { source } of models) {
    const variable = source.type === "endpoint" ? source.apiKeyVariable : undefined;
    if (source.type === "endpoint" && variable !== undefined && env[variable])
      await mayUseKey?.({ variable, host: new URL(source.baseUrl).host, isNamed: true });
  }
}

/** Where the catalogue names no licence, the one in the model's file counts. */
async function withOwnLicence(model: ResolvedModel): Promise<ResolvedModel> {
  if (model.licence !== undefined || model.source.type !== "file") return model;
  // A file that is missing or damaged is recorded when it is loaded.
  const { licence, licenceUrl } = await readFileFacts(model.source.path).catch((): Partial<FileFacts> => ({}));
  if (licence === undefined) return model;
  const commercialUse = commercialUseOf({ licence, commercialUse: model.commercialUse });
  return { ...model, licence, licenceUrl: model.licenceUrl ?? licenceUrl, commercialUse };
}

/** A target with the digest and size that its file has now; without a digest where the file is missing. */
export async function digestTarget(target: TargetPlan, workspace: Workspace): Promise<TargetPlan> {
  const { source } = target;
  if (source.type === "pipeline") return digestPipeline(target, source, workspace);
  if (source.type !== "file" && source.type !== "adapter") return target;
  const { contentDigest: _, ...rest } = target;
  const options = { stateDirectory: workspace.locations.state };
  try {
    if (source.type === "adapter") return { ...rest, contentDigest: await contentDigest(source.modulePath, options) };
    const { sha256, sizeBytes } = await digestModel(source.path, options);
    return { ...rest, contentDigest: sha256, sizeBytes };
  } catch (thrown) {
    if (toAssayError(thrown).code === "model-missing") return rest;
    throw thrown;
  }
}

/** A pipeline is what its rules and its parts are: its digest changes with any of them. */
async function digestPipeline(target: TargetPlan, source: PipelineSource, workspace: Workspace): Promise<TargetPlan> {
  const parts: Record<string, PipelinePart> = {};
  for (const [key, part] of Object.entries(source.parts ?? {})) {
    const digested = await digestTarget({ ...part, device: part.device ?? "cpu" }, workspace);
    parts[key] = { ...part, source: digested.source, contentDigest: digested.contentDigest };
  }
  const content = Object.entries(parts).map(([name, { contentDigest, source: of }]) => [name, contentDigest ?? of]);
  const contentDigest = createHash("sha256")
    .update(JSON.stringify([source.definition, content]))
    .digest("hex");
  return { ...target, source: { ...source, parts }, contentDigest };
}

function toTarget(model: ResolvedModel, device: TargetDevice, options: TargetOptions): TargetPlan {
  const { id, alias, variant, engine, source } = model;
  const { sizeBytes, quantisation, parameters, licence, commercialUse, price, contextTokens } = model;
  const { chatTemplate, templateVariables } = model;
  return dropAbsent({
    id,
    alias,
    variant,
    engine,
    source,
    device,
    threads: options.threads,
    contextTokens: options.contextTokens ?? contextTokens,
    chatTemplate,
    templateVariables,
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
