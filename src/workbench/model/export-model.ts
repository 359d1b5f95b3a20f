import { basename } from "node:path";
import type { ModelDefinition } from "../../catalog/models/model-schema.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { describeSource } from "../../catalog/sources/sources.ts";
import type { HubSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { ModelCard } from "../../core/model-card.ts";
import type { RunStore } from "../../core/run-store.ts";
import { digestModel } from "../../hub/digest-model.ts";
import { findCard } from "../card/find-card.ts";
import { digestHubFiles } from "../hub/digest-hub-files.ts";
import { openHub } from "../hub/open-hub.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import type { ModelEntry } from "./model-entry.ts";
import { quoteTemplate } from "./quote-template.ts";

export interface ExportOptions {
  /** Where measured cards are looked for. */
  readonly store: RunStore;
  readonly signal?: AbortSignal | undefined;
}

export interface ExportedModel {
  readonly entry: ModelEntry;
  /** Id of the run that measured it, and its card; absent where none here has measured this file. */
  readonly run?: string | undefined;
  readonly card?: ModelCard | undefined;
}

/**
 * Makes an entry of a model that can be handed on: source, digest, licence, and what the newest run measured of it.
 *
 * Of a model of the hub the commit is named, so that others get the same bytes.
 * @throws AssayError `unknown-model`, `invalid-input` when the name stands for several, `unsupported` for made-up models
 */
export async function exportModel(
  name: string,
  workspace: Workspace,
  { store, signal }: ExportOptions,
): Promise<ExportedModel> {
  const [model, ...others] = await resolveName(name, workspace);
  if (model === undefined || others.length > 0)
    throw new AssayError({
      code: "invalid-input",
      message: `${name} stands for ${others.length + 1} models; only one can be exported at a time.`,
      hint: `Name one of them, such as ${model?.id}.`,
    });
  const { source, file } = await toEntrySource(model, workspace, signal);
  const measured = file && (await findCard(model, file.sha256, store));
  const entry: ModelEntry = {
    schema: 1,
    type: "assay-model",
    alias: model.alias,
    model: { ...source, ...factsOf({ ...model, chatTemplate: await quoteTemplate(model.chatTemplate) }) },
    ...(file !== undefined && { file }),
    ...(measured !== undefined && { card: measured.card }),
  };
  return { entry, run: measured?.run, card: measured?.card };
}

type Described = { readonly source: Partial<ModelDefinition>; readonly file?: ModelEntry["file"] };

async function toEntrySource(
  model: ResolvedModel,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<Described> {
  const { source, hub } = model;
  switch (source.type) {
    case "file": {
      const digest = await digestModel(source.path, { stateDirectory: workspace.locations.state, signal });
      const isShipped = hub !== undefined && !source.path.includes(`models--${hub.repo.replace("/", "--")}`);
      const from = hub === undefined || isShipped ? "local" : "hub";
      const name = basename(source.path);
      const file = { name, ...digest, from } as const;
      if (from === "local" || hub === undefined) return { source: { file: name }, file };
      return { source: toHubKeys(hub, commitOfSnapshot(source.path)), file };
    }
    case "hub":
      return describeRemote(source, workspace, signal);
    case "endpoint": {
      const { type: _, ...endpoint } = source;
      return { source: { endpoint } };
    }
    case "foundry": {
      const { type: _, ...foundry } = source;
      return { source: { foundry } };
    }
    case "adapter":
    case "pipeline":
    case "script":
      throw new AssayError({
        code: "unsupported",
        message: `${model.id} cannot be exported: it ${describeSource(source)}, not in a file, a hub or at an address.`,
        hint: "Hand on the module or the models.json itself.",
      });
    default:
      return source satisfies never;
  }
}

async function describeRemote(
  source: HubSource,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<Described> {
  await using hub = openHub(workspace);
  const repo = await hub.readRepo(source.repo, source.revision, { signal });
  const described = { source: toHubKeys(source, repo.commit) };
  const weights = digestHubFiles(repo, source);
  const [first] = weights?.files ?? [];
  if (weights === undefined || first === undefined) return described;
  const sizeBytes = weights.files.reduce((sum, part) => sum + part.sizeBytes, 0);
  return { ...described, file: { name: basename(first.path), sha256: weights.sha256, sizeBytes, from: "hub" } };
}

function toHubKeys({ repo, revision, files, format }: HubSource, commit: string | undefined): Partial<ModelDefinition> {
  const [first = ""] = files;
  const named = commit ?? revision;
  return {
    hub: {
      repo,
      ...(named !== undefined && { revision: named }),
      ...(files.length === 1 ? { file: first } : { files: [...files] }),
      format,
    },
  };
}

/** Downloads lie in `snapshots/<commit>/`, whatever branch they were asked by. */
function commitOfSnapshot(path: string): string | undefined {
  return /[\\/]snapshots[\\/]([0-9a-f]{40})[\\/]/.exec(path)?.[1];
}

function factsOf(model: ResolvedModel): Partial<ModelDefinition> {
  const { contextTokens: context, trainedContextTokens: trainedContext, catalogId: id, capabilities } = model;
  const { version, device, quantisation, sizeBytes, parameters, licence, licenceUrl, commercialUse } = model;
  const { price, publisher, task, maxOutputTokens } = model;
  const { chatTemplate: template, templateVariables } = model;
  const facts: Partial<ModelDefinition> = {
    id,
    version,
    publisher,
    task,
    capabilities: capabilities === undefined ? undefined : [...capabilities],
    device,
    quantisation,
    sizeBytes,
    parameters,
    context,
    trainedContext,
    maxOutputTokens,
    template,
    templateVariables: templateVariables === undefined ? undefined : { ...templateVariables },
    licence,
    licenceUrl,
    commercialUse,
    price,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
