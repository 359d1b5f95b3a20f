import { basename } from "node:path";
import type { ModelDefinition } from "../../catalog/models/model-schema.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { describeSource } from "../../catalog/sources/sources.ts";
import type { HubSource } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { RunStore } from "../../core/run-store.ts";
import { FORMATS } from "../../formats/formats.ts";
import { openHub } from "../hub/open-hub.ts";
import { findHubFiles } from "../hub/read-remote-facts.ts";
import { resolveName } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import { digestModel, joinDigests } from "./digest-model.ts";
import { findModelCard } from "./find-model-card.ts";
import type { ModelEntry } from "./model-entry.ts";
import { quoteTemplate } from "./quote-template.ts";

export interface ExportOptions {
  /** Where measured cards are looked for. */
  readonly store: RunStore;
  readonly signal?: AbortSignal | undefined;
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
): Promise<ModelEntry> {
  const [model, ...others] = await resolveName(name, workspace);
  if (model === undefined || others.length > 0)
    throw new AssayError({
      code: "invalid-input",
      message: `${name} stands for ${others.length + 1} models; only one can be exported at a time.`,
      hint: `Name one of them, such as ${model?.id}.`,
    });
  const { source, file } = await toEntrySource(model, workspace, signal);
  const card = await findModelCard(model, store);
  return {
    schema: 1,
    type: "assay-model",
    alias: model.alias,
    model: { ...source, ...factsOf({ ...model, chatTemplate: await quoteTemplate(model.chatTemplate) }) },
    ...(file !== undefined && { file }),
    ...(card !== undefined && { card }),
  };
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
  const files = findHubFiles(repo, source);
  const described = { source: toHubKeys(source, repo.commit) };
  const [weights] = FORMATS.filter(({ name }) => name === source.format).flatMap(({ group }) => group(files));
  const digests = files.flatMap(({ path, sha256 }) =>
    weights?.some((one) => one.path === path) ? (sha256 ?? []) : [],
  );
  if (weights?.[0] === undefined || digests.length !== weights.length) return described;
  const sizeBytes = weights.reduce((sum, part) => sum + part.sizeBytes, 0);
  const file = { name: basename(weights[0].path), sha256: joinDigests(digests), sizeBytes, from: "hub" } as const;
  return { ...described, file };
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
