import { callsTools } from "../../catalog/capabilities.ts";
import { enginesOf } from "../../engines/engines.ts";
import { compareVariants } from "../../wire/foundry/find-variants.ts";
import { type CatalogRecord, encodeCatalogRecord } from "../../wire/foundry/server/encode-catalog-record.ts";
import type { ServedModel } from "../../workbench/model-host/model-host.ts";

/** The records of `GET /foundry/list`, in the order in which clients take the first of an alias: what is here or can be had. */
export function listRecords(models: readonly ServedModel[]): CatalogRecord[] {
  return (
    models
      .filter(({ state }) => state !== "missing" && state !== "no-source")
      // A list holds what this machine can run.
      .filter(({ source }) => source === undefined || enginesOf(source).length > 0)
      .sort((a, b) => compareVariants(asListed(a), asListed(b)))
      .map(toRecord)
  );
}

/** Among equals, the one that the alias means counts as the newest. */
function asListed({ servedName, isDefault }: ServedModel) {
  return { id: servedName, createdAt: Number(isDefault) };
}

function toRecord(model: ServedModel): CatalogRecord {
  const { capabilities = [] } = model;
  return encodeCatalogRecord({
    name: model.servedName,
    alias: model.alias,
    embedding: capabilities.includes("embedding"),
    toolCalling: callsTools(model),
    sizeBytes: model.sizeBytes,
    task: model.task,
    publisher: model.publisher,
    licence: model.licence,
    licenceUrl: model.licenceUrl,
    maxOutputTokens: model.maxOutputTokens,
    hubRepo: model.hub?.repo,
  });
}
