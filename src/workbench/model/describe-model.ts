import type { KnownCapabilities } from "../../catalog/capabilities.ts";
import { commercialUseOf } from "../../catalog/licences.ts";
import { resolveModel } from "../../catalog/resolve-model.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { stateOfSource } from "../../catalog/sources/sources.ts";
import type { HubSource } from "../../core/engine.ts";
import { type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { FileFacts } from "../../core/model-format.ts";
import type { RunStore } from "../../core/run-store.ts";
import { createTrustStore } from "../../engines/custom/trust.ts";
import { engineDefinition } from "../../engines/engines.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { contentDigest } from "../../hub/content-digest.ts";
import { digestModel } from "../../hub/digest-model.ts";
import type { HubClient, HubRepo } from "../../hub/hub-client.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { findCard, type MeasuredCard } from "../card/find-card.ts";
import { type KeptCard, readKeptCard } from "../card/kept-cards.ts";
import { trustFileOf } from "../create-engines.ts";
import { digestHubFiles } from "../hub/digest-hub-files.ts";
import { openHub } from "../hub/open-hub.ts";
import { findHubFiles, readRemoteFacts } from "../hub/read-remote-facts.ts";
import { readContext } from "../resolve-name.ts";
import type { Workspace } from "../workspace.ts";
import { describeFit, type MemoryFit } from "./describe-fit.ts";
import type { ModelListing } from "./list-catalog.ts";
import { readCapabilities } from "./read-capabilities.ts";

/** Everything that is known of a model without loading it; what is not known is absent. */
export interface ModelDescription extends ResolvedModel {
  readonly description?: string | undefined;
  readonly state: ModelListing["state"];
  /** Names of all variants of the alias, as they can be typed. */
  readonly variants: readonly string[];
  readonly knownCapabilities: KnownCapabilities;
  /** The newest complete run that measured this file. */
  readonly measuredHere?: MeasuredCard | undefined;
  /** Figures that somebody else handed on with this file. */
  readonly measuredElsewhere?: KeptCard | undefined;
  /** SHA-256 of the file or module. */
  readonly contentDigest?: string | undefined;
  readonly file?: FileDescription | undefined;
  /** Facts from the hub about files that are not here. */
  readonly remote?: RemoteDescription | undefined;
  /** For an adapter: whether its present content has been said yes to. */
  readonly trusted?: boolean | undefined;
  /** For an endpoint with a key: whether the variable that holds it is set. */
  readonly keySet?: boolean | undefined;
  /** Why the file could not be looked into. */
  readonly error?: ErrorRecord | undefined;
}

/** Describes a model by its files, here or at the hub, and tells whether it would fit now. */
export interface FileDescription {
  readonly architecture?: string | undefined;
  readonly parameters?: number | undefined;
  readonly quantisation?: string | undefined;
  /** As the file itself names it. */
  readonly licence?: string | undefined;
  readonly licenceUrl?: string | undefined;
  /** Absent when the file has none. */
  readonly chatTemplate?: string | undefined;
  readonly trainedContextTokens?: number | undefined;
  readonly fit: MemoryFit;
}

export interface RemoteDescription {
  readonly commit: string;
  /** Bytes to download. */
  readonly sizeBytes: number;
  readonly licence?: string | undefined;
  /** Whether its licence has to be accepted on the page first. */
  readonly gated: boolean;
  readonly page: string;
  /** SHA-256 of the model's files; absent where the hub does not tell it. */
  readonly sha256?: string | undefined;
}

export interface DescribeOptions {
  /** Default: the memory that is available now. */
  readonly availableBytes?: number | undefined;
  /** Runs in which its figures are looked for; absent: none are. */
  readonly store?: RunStore | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Describes what a name stands for; several with `alias:*`. Asks the hub for what is not here. @throws AssayError `unknown-model`, `invalid-input` */
export async function describeModels(
  name: string,
  workspace: Workspace,
  { availableBytes = readAvailableMemory(), store, signal }: DescribeOptions = {},
): Promise<readonly ModelDescription[]> {
  const context = await readContext(workspace);
  const resolved = resolveModel(name, context);
  await using hub = openHub(workspace);
  return await Promise.all(
    resolved.map(async (model) => {
      const known = context.catalog.models.get(model.alias);
      const looked = await lookInto(model, { workspace, availableBytes, hub, signal });
      const licence = model.licence ?? looked.remote?.licence ?? looked.file?.licence;
      const commercialUse = commercialUseOf({ commercialUse: model.commercialUse, licence });
      return {
        ...model,
        ...(commercialUse !== undefined && { commercialUse }),
        description: known?.description,
        variants: (known?.variants ?? []).flatMap(({ name }) => (name === undefined ? [] : `${model.alias}:${name}`)),
        state: stateOfSource(model.source),
        knownCapabilities: await readCapabilities(model, workspace),
        ...looked,
        ...(await findFigures(model, looked, { workspace, store })),
      };
    }),
  );
}

/** Figures of this very file: those of the newest run here, and those that somebody else handed on with it. */
async function findFigures(
  model: ResolvedModel,
  { contentDigest, remote }: Partial<ModelDescription>,
  { workspace, store }: { readonly workspace: Workspace; readonly store: RunStore | undefined },
): Promise<Pick<ModelDescription, "measuredHere" | "measuredElsewhere">> {
  const sha256 = contentDigest ?? remote?.sha256;
  if (sha256 === undefined) return {};
  return {
    measuredHere: store && (await findCard(model, sha256, store)),
    measuredElsewhere: await readKeptCard(sha256, workspace),
  };
}

interface Look {
  readonly workspace: Workspace;
  readonly availableBytes: number;
  readonly hub: HubClient;
  readonly signal: AbortSignal | undefined;
}

async function lookInto(model: ResolvedModel, look: Look): Promise<Partial<ModelDescription>> {
  const { source } = model;
  const { workspace, availableBytes, signal } = look;
  const { keys, locations } = workspace;
  try {
    switch (source.type) {
      case "file":
        return {
          file: describeFile(await readFileFacts(source.path), model, availableBytes),
          contentDigest: (await digestModel(source.path, { stateDirectory: locations.state, signal })).sha256,
        };
      case "hub":
        return await askHub(source, model, look);
      case "adapter":
        return {
          contentDigest: await contentDigest(source.modulePath, { stateDirectory: locations.state }),
          trusted: await createTrustStore({ file: trustFileOf(workspace) }).isTrusted(source.modulePath),
        };
      case "endpoint":
        return source.apiKeyVariable === undefined ? {} : { keySet: Boolean(keys[source.apiKeyVariable]) };
      case "script":
      case "pipeline":
      case "foundry":
        return {};
      default:
        return source satisfies never;
    }
  } catch (thrown) {
    return { error: toErrorRecord(thrown) };
  }
}

async function askHub(
  source: HubSource,
  model: ResolvedModel,
  { hub, workspace, signal, availableBytes }: Look,
): Promise<Partial<ModelDescription>> {
  const repo = await hub.readRepo(source.repo, source.revision, { signal });
  const sizeBytes = findHubFiles(repo, source).reduce((sum, file) => sum + file.sizeBytes, 0);
  const sha256 = digestHubFiles(repo, source)?.sha256;
  const remote = { ...describeRemote(repo, sizeBytes, hub.endpoint), ...(sha256 !== undefined && { sha256 }) };
  try {
    const facts = await readRemoteFacts(repo, source, { hub, workspace, signal });
    return { remote, file: describeFile(facts, model, availableBytes) };
  } catch (thrown) {
    // A gated file tells nothing before its licence is accepted; what the repository's page tells is known all the same.
    return { remote, error: toErrorRecord(thrown) };
  }
}

function describeRemote(
  { repo, commit, licence, gated }: HubRepo,
  sizeBytes: number,
  endpoint: string,
): RemoteDescription {
  return { commit, sizeBytes, ...(licence !== undefined && { licence }), gated, page: `${endpoint}/${repo}` };
}

function describeFile(
  { memory, capabilities: _, ...facts }: FileFacts,
  { engine, contextTokens }: ResolvedModel,
  availableBytes: number,
): FileDescription {
  const { trainedContextTokens } = memory;
  const { sharesCache } = engineDefinition(engine);
  return { ...facts, trainedContextTokens, fit: describeFit(memory, { contextTokens, sharesCache }, availableBytes) };
}
