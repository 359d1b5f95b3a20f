import { contentDigest } from "../catalog/content-digest.ts";
import type { ResolvedModel } from "../catalog/resolved-model.ts";
import { AssayError, type ErrorRecord, toAssayError, toErrorRecord } from "../core/errors.ts";
import { createTrustStore } from "../engines/custom/trust.ts";
import { importNodeLlamaCpp } from "../engines/gguf/import-library.ts";
import { planContext } from "../engines/gguf/memory-need.ts";
import { describeFile } from "../engines/gguf/model-info.ts";
import { type GgufFile, readGgufFile } from "../engines/gguf/read-gguf-file.ts";
import { trustFileOf } from "./create-engines.ts";
import { type ModelListing, stateOf } from "./list-catalog.ts";
import { readModels, resolveName } from "./plan-targets.ts";
import type { Surroundings } from "./surroundings.ts";

/** Everything that is known of a model without loading it; what is not known is absent. */
export interface ModelDescription extends ResolvedModel {
  readonly description?: string | undefined;
  readonly state: ModelListing["state"];
  /** SHA-256 of the file or module. */
  readonly contentDigest?: string | undefined;
  readonly file?: FileDescription | undefined;
  /** For an adapter: whether its present content has been said yes to. */
  readonly trusted?: boolean | undefined;
  /** For an endpoint with a key: whether the variable that holds it is set. */
  readonly keySet?: boolean | undefined;
  /** Why the file could not be looked into. */
  readonly error?: ErrorRecord | undefined;
}

/** What a GGUF file says of itself, and whether it would fit now. */
export interface FileDescription {
  readonly architecture: string;
  readonly parameters?: number | undefined;
  readonly quantisation?: string | undefined;
  /** As the file itself names it. */
  readonly licence?: string | undefined;
  readonly hasChatTemplate: boolean;
  readonly trainedContextTokens?: number | undefined;
  /** Keys and values of 1,000 tokens of context. */
  readonly kvBytesPer1000Tokens?: number | undefined;
  readonly fit: MemoryFit;
}

/** Whether weights, context and working space fit the memory that is available now. */
export interface MemoryFit {
  readonly availableBytes: number;
  /** The longest context that would be taken, unless another is asked for; absent when the model does not fit. */
  readonly contextTokens?: number | undefined;
  readonly because?: string | undefined;
}

/** Describes what a name stands for; several with `alias:*`. @throws AssayError `unknown-model`, `invalid-input` */
export async function describeModels(
  name: string,
  surroundings: Surroundings,
  availableBytes = process.availableMemory(),
): Promise<readonly ModelDescription[]> {
  const { models } = await readModels(surroundings);
  const resolved = await resolveName(name, surroundings);
  return Promise.all(
    resolved.map(async (model) => ({
      ...model,
      description: models.get(model.alias)?.description,
      state: stateOf(model.source),
      ...(await lookInto(model, surroundings, availableBytes)),
    })),
  );
}

async function lookInto(
  { source, contextTokens }: ResolvedModel,
  surroundings: Surroundings,
  availableBytes: number,
): Promise<Partial<ModelDescription>> {
  const { env, locations } = surroundings;
  try {
    switch (source.type) {
      case "file": {
        const file = await readGgufFile(source.path);
        return {
          contentDigest: await contentDigest(source.path, { stateDirectory: locations.state }),
          file: await describeGguf(file, contextTokens, availableBytes),
        };
      }
      case "adapter":
        return {
          contentDigest: await contentDigest(source.modulePath, { stateDirectory: locations.state }),
          trusted: await createTrustStore({ file: trustFileOf(surroundings) }).isTrusted(source.modulePath),
        };
      case "endpoint":
        return source.apiKeyVariable === undefined ? {} : { keySet: Boolean(env[source.apiKeyVariable]) };
      case "script":
        return {};
      default:
        return source satisfies never;
    }
  } catch (thrown) {
    return { error: toErrorRecord(thrown) };
  }
}

async function describeGguf(
  file: GgufFile,
  contextTokens: number | undefined,
  availableBytes: number,
): Promise<FileDescription> {
  // Only the library has the names of all quantisations; without it, everything else is known all the same.
  const library = await importNodeLlamaCpp().catch(() => undefined);
  const { architecture, metadata, parameters } = file.header;
  const template = metadata.get("tokenizer.chat_template");
  const trained = metadata.get(`${architecture}.context_length`);
  const facts = library === undefined ? { architecture, parameters } : describeFile(library, file);
  const fit = fitMemory(file, contextTokens, availableBytes);
  return {
    architecture,
    parameters: facts.parameters,
    ...("quantisation" in facts && { quantisation: facts.quantisation, licence: facts.licence }),
    hasChatTemplate: typeof template === "string" && template.trim() !== "",
    ...(typeof trained === "number" && { trainedContextTokens: trained }),
    ...(fit.kvBytesPerToken !== undefined && { kvBytesPer1000Tokens: fit.kvBytesPerToken * 1000 }),
    fit: fit.fit,
  };
}

function fitMemory(file: GgufFile, contextTokens: number | undefined, availableBytes: number) {
  // With all the memory there is, so that the size of the context is told even where it does not fit.
  const { kvBytesPerToken } = planContext(file, { parallel: 1 }, { availableBytes: Number.MAX_SAFE_INTEGER });
  try {
    const plan = planContext(file, { contextTokens, parallel: 1 }, { availableBytes });
    return { kvBytesPerToken, fit: { availableBytes, contextTokens: plan.contextTokens } };
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (!(error instanceof AssayError) || error.code !== "out-of-memory") throw thrown;
    return { kvBytesPerToken, fit: { availableBytes, because: error.message } };
  }
}
