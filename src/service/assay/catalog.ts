import type { KnownCapabilities } from "../../catalog/capabilities.ts";
import type { MeasuredCapability } from "../../catalog/models/measured-schema.ts";
import { describeSource } from "../../catalog/sources/sources.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { type CatalogModelReport, type CatalogReport, catalogSchema } from "../../wire/assay/catalog.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import { describeListing, type OverviewContext } from "../../workbench/model/describe-listing.ts";
import { createFileFactsCache } from "../../workbench/model/file-facts-cache.ts";
import { readCapabilities } from "../../workbench/model/read-capabilities.ts";
import type { ServedModel } from "../../workbench/model-host/model-host.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";

const schema = {
  summary: "Lists every model that can be named: what it is, whether it is here, and whether it fits",
  tags: ["assay"],
  response: answersOf(catalogSchema),
};

/** `GET /assay/v1/catalog`. Headers of files are read once, as long as the files stay the same. */
export function addCatalog(app: App, { host, workspace }: AppContext): void {
  const readFacts = createFileFactsCache();
  app.get("/assay/v1/catalog", { ...MANAGEMENT, schema }, async (): Promise<CatalogReport> => {
    const { modelMemoryBytes = Number.POSITIVE_INFINITY } = workspace.settings;
    const context = { readFacts, availableBytes: Math.min(readAvailableMemory(), modelMemoryBytes) };
    const models = await host.listModels();
    const reports = models.map(async (model) => ({
      ...(await toReport(model, context)),
      ...toMeasured(await readCapabilities(model, workspace)),
    }));
    return {
      project: workspace.directory,
      models: await Promise.all(reports),
    };
  });
}

function toMeasured({ measured, stale }: KnownCapabilities): Pick<CatalogModelReport, "measured"> {
  if (measured.length + stale.length === 0) return {};
  const pick = (isStale: boolean) => (one: MeasuredCapability) => {
    const { task, value, low, high, level, n, floor, source, run, date, machine } = one;
    return { task, value, low, high, level, n, floor, source, run, date, machine, isStale };
  };
  return { measured: [...measured.map(pick(false)), ...stale.map(pick(true))] };
}

async function toReport(model: ServedModel, context: OverviewContext): Promise<CatalogModelReport> {
  const { id, servedName, alias, variant, isDefault, description, publisher, engine, source } = model;
  const { device, origin, covers, state, contextTokens, licenceUrl, hub } = model;
  const { capabilities, ...overview } = await describeListing(model, context);
  return {
    id,
    servedName,
    alias,
    variant,
    isDefault,
    description,
    publisher,
    engine,
    device,
    origin,
    covers,
    state,
    place: source && describeSource(source),
    files: hub && [...hub.files],
    licenceUrl,
    contextTokens,
    capabilities: capabilities && [...capabilities],
    ...overview,
  };
}
