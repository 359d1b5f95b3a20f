import { commercialUseOf, type LicenceClass, licenceClassOf } from "../../catalog/licences.ts";
import { taskOf } from "../../catalog/task-of.ts";
import { refusalOf } from "../../catalog/why-not-runnable.ts";
import { type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import { engineDefinition } from "../../engines/engines.ts";
import { describeFit, type MemoryFit } from "./describe-fit.ts";
import type { KnownFacts, ReadFacts } from "./file-facts-cache.ts";
import type { ModelListing } from "./list-catalog.ts";

/** What lists show of a model besides its entry: what its files say, whether it fits now, and why it cannot be run. */
export interface ModelOverview {
  readonly task: string;
  readonly licence?: string | undefined;
  readonly licenceClass?: LicenceClass | undefined;
  readonly commercialUse?: boolean | undefined;
  readonly sizeBytes?: number | undefined;
  readonly quantisation?: string | undefined;
  readonly parameters?: number | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly trainedContextTokens?: number | undefined;
  /** Absent where nothing of the model is loaded here, and where its size is not known. */
  readonly fit?: OverviewFit | undefined;
  /** Absent unless its files are here. */
  readonly hasTemplate?: boolean | undefined;
  readonly problem?: ErrorRecord | undefined;
}

export interface OverviewFit extends Pick<MemoryFit, "availableBytes" | "requiredBytes" | "contextTokens" | "because"> {
  readonly fits: boolean;
  /** Of what is not here only the size is known: keys and values of the context come on top. */
  readonly isEstimate: boolean;
}

export interface OverviewContext {
  readonly readFacts: ReadFacts;
  readonly availableBytes: number;
}

/** Describes a model for a list: reads its files' headers, and asks nobody. */
export async function describeListing(model: ModelListing, context: OverviewContext): Promise<ModelOverview> {
  const looked = await lookAt(model, context.readFacts);
  const { facts } = looked;
  const problem = looked.problem ?? refusalBeyondDownload(model);
  const licence = model.licence ?? facts?.licence;
  const sizeBytes = facts?.memory.weightsBytes ?? model.sizeBytes;
  const memory = facts?.memory ?? estimateOf(model);
  return {
    task: taskOf({ task: model.task, capabilities: model.capabilities ?? facts?.capabilities }),
    licence,
    licenceClass: licence === undefined ? undefined : licenceClassOf(licence),
    commercialUse: commercialUseOf({ licence, commercialUse: model.commercialUse }),
    sizeBytes,
    quantisation: model.quantisation ?? facts?.quantisation,
    parameters: model.parameters ?? facts?.parameters,
    capabilities: model.capabilities ?? facts?.capabilities,
    trainedContextTokens: model.trainedContextTokens ?? facts?.memory.trainedContextTokens,
    fit: memory && fitOf(model, memory, { ...context, isEstimate: facts === undefined }),
    hasTemplate: facts && (facts.hasTemplate || model.chatTemplate !== undefined),
    problem,
  };
}

interface Look {
  readonly facts?: KnownFacts | undefined;
  readonly problem?: ErrorRecord | undefined;
}

async function lookAt({ source }: ModelListing, readFacts: ReadFacts): Promise<Look> {
  if (source?.type !== "file") return {};
  try {
    return { facts: await readFacts(source.path) };
  } catch (thrown) {
    return { problem: toErrorRecord(thrown) };
  }
}

/** That it is not downloaded yet is its state, and no problem. */
function refusalBeyondDownload({ id, alias, source }: ModelListing): ErrorRecord | undefined {
  const refusal = source && refusalOf({ id, alias, source });
  return refusal === undefined || refusal.code === "model-missing" ? undefined : toErrorRecord(refusal);
}

function estimateOf({ state, sizeBytes }: ModelListing): MemoryFacts | undefined {
  return state === "downloadable" && sizeBytes !== undefined ? { weightsBytes: sizeBytes } : undefined;
}

function fitOf(
  { engine, contextTokens: asked }: ModelListing,
  memory: MemoryFacts,
  { availableBytes, isEstimate }: OverviewContext & { readonly isEstimate: boolean },
): OverviewFit {
  const sharesCache = engine && engineDefinition(engine).sharesCache;
  const fit = describeFit(memory, { contextTokens: asked, sharesCache }, availableBytes);
  const { requiredBytes, contextTokens, because } = fit;
  return {
    fits: because === undefined,
    availableBytes,
    requiredBytes,
    contextTokens: isEstimate ? undefined : contextTokens,
    because,
    isEstimate,
  };
}
