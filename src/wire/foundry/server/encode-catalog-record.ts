import { parseModelId } from "../model-id.ts";

/** Facts for a record of `GET /foundry/list`; unknown ones are absent. */
export interface CatalogFacts {
  /** `<id>:<version>`, such as `qwen2.5-0.5b-instruct-generic-cpu:3`. */
  readonly name: string;
  readonly alias: string;
  readonly embedding: boolean;
  readonly toolCalling: boolean;
  readonly sizeBytes?: number | undefined;
  readonly task?: string | undefined;
  readonly publisher?: string | undefined;
  readonly licence?: string | undefined;
  readonly licenceUrl?: string | undefined;
  readonly maxOutputTokens?: number | undefined;
  /** Repository of a hub that it can be had from, such as `Qwen/Qwen2.5-0.5B-Instruct-GGUF`. */
  readonly hubRepo?: string | undefined;
}

/**
 * Encodes one record of `GET /foundry/list`.
 *
 * Every field is present in its own type and none but three may be null: one field that is missing or of another type
 * makes the Python client drop the whole list. So an unknown size is 0 here, and an unknown text is `unknown` or empty.
 */
export function encodeCatalogRecord(facts: CatalogFacts) {
  const { name, alias, licence, licenceUrl, hubRepo } = facts;
  const { name: id, version = 1, device } = parseModelId(name);
  const uri = hubRepo === undefined ? `assay://models/${id}/versions/${version}` : `hf://${hubRepo}`;
  return {
    name,
    displayName: id,
    // The JavaScript client turns AzureFoundry into something else when it asks for a download; this it leaves alone.
    providerType: hubRepo === undefined ? "Local" : "HuggingFace",
    uri,
    version: String(version),
    modelType: "GGUF",
    // An object even where there is nothing to say: version 0.3 of the clients takes no null. Templates lie in the files.
    promptTemplate: {},
    publisher: facts.publisher ?? "unknown",
    task: facts.task ?? (facts.embedding ? "embeddings" : "chat-completion"),
    testModel: false,
    runtime:
      device === "gpu"
        ? { deviceType: "GPU", executionProvider: "WebGpuExecutionProvider" }
        : { deviceType: "CPU", executionProvider: "CPUExecutionProvider" },
    fileSizeMb: facts.sizeBytes === undefined ? 0 : Math.max(1, Math.round(facts.sizeBytes / 2 ** 20)),
    modelSettings: { parameters: [] },
    alias,
    supportsToolCalling: facts.toolCalling,
    license: licence ?? "unknown",
    licenseDescription: describeLicence(licence, licenceUrl),
    parentModelUri: uri,
    maxOutputTokens: facts.maxOutputTokens ?? null,
    minFLVersion: null,
  };
}

export type CatalogRecord = ReturnType<typeof encodeCatalogRecord>;

function describeLicence(licence: string | undefined, url: string | undefined): string {
  if (licence === undefined) return "";
  return `This model is provided under the license ${licence}${url === undefined ? "" : `: ${url}`}`;
}
