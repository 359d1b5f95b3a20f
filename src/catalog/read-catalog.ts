import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { AssayError } from "../core/errors.ts";
import { isTemplateText, namedTemplates } from "../dialect/named-templates.ts";
import { isNetworkPath } from "../system/network-path.ts";
import type { Catalog, CatalogFacts, CatalogModel, CatalogOrigin, CatalogVariant } from "./catalog.ts";
import type { ModelDefinition, ModelFacts } from "./models/model-schema.ts";
import { type ModelsFile, readModelsFile } from "./models/read-models-file.ts";
import { hubSource } from "./sources/hub.ts";
import { toSource } from "./sources/sources.ts";

/** Folders that may hold a models.json. */
export interface ReadCatalogOptions {
  readonly projectDirectory: string;
  readonly userDirectory: string;
  readonly builtInDirectory: string;
}

/**
 * Reads the three models.json, laid over one another alias by alias.
 *
 * An alias that names sources replaces the weaker one whole; one that names none lays its facts over it.
 * A project's or user's file that is not there is no error.
 * @throws AssayError `invalid-file` when one of them is wrong; `storage-failed`
 */
export async function readCatalog(options: ReadCatalogOptions): Promise<Catalog> {
  const places: readonly (readonly [CatalogOrigin, string])[] = [
    ["built-in", options.builtInDirectory],
    ["user", options.userDirectory],
    ["project", options.projectDirectory],
  ];
  const models = new Map<string, CatalogModel>();
  const read: ModelsFile[] = [];
  for (const [origin, directory] of places) {
    const file = await readModelsFile(join(directory, "models.json"));
    if (file === undefined) continue;
    read.unshift(file);
    for (const [alias, definition] of file.models) {
      if (origin === "project") refuseNetworkPaths(alias, definition, file.file);
      const model = toCatalogModel(alias, definition, origin, file.file);
      models.set(alias, layOver(model, models.get(alias)));
    }
  }
  return { models, prompts: read.find((file) => file.prompts)?.prompts, files: read.map(({ file }) => file) };
}

function layOver(model: CatalogModel, weaker: CatalogModel | undefined): CatalogModel {
  if (weaker === undefined) return model;
  if (model.variants.length > 0) return { ...model, covers: weaker.sourceOrigin };
  return {
    ...weaker,
    // Evidence is no wish to have the model among the project's.
    origin: isEvidenceAlone(model) ? weaker.origin : model.origin,
    description: model.description ?? weaker.description,
    facts: { ...weaker.facts, ...model.facts },
    stated: { ...weaker.stated, ...model.stated },
    variants: weaker.variants.map((variant, index) => {
      const isDefault = weaker.defaultVariant === undefined ? index === 0 : variant.name === weaker.defaultVariant;
      return { ...variant, facts: { ...variant.facts, ...(isDefault ? model.facts : ofEveryVariant(model.facts)) } };
    }),
  };
}

function isEvidenceAlone({ facts }: CatalogModel): boolean {
  return (
    facts.measured !== undefined && Object.keys(facts).every((key) => key === "measured" || key === "capabilities")
  );
}

/** Facts stated for an alias hold for all its variants; size and quantisation, which tell variants apart, hold for the default one. */
function ofEveryVariant({ sizeBytes: _, quantisation: __, ...facts }: CatalogFacts): CatalogFacts {
  return facts;
}

function toCatalogModel(alias: string, definition: ModelDefinition, origin: CatalogOrigin, file: string): CatalogModel {
  const facts = toFacts(definition, file);
  const toPath = (written: string) => resolvePath(written, file);
  const own = toSource(definition, toPath);
  const variants: CatalogVariant[] = own === undefined ? [] : [{ source: own, ...toHub(definition), facts }];
  for (const [name, variant] of Object.entries(definition.variants ?? {})) {
    const source = toSource(variant, toPath);
    if (source !== undefined)
      variants.push({ name, source, ...toHub(variant), facts: { ...facts, ...toFacts(variant, file) } });
  }
  return {
    alias,
    description: definition.description,
    origin,
    sourceOrigin: variants.length > 0 ? origin : undefined,
    facts,
    stated: origin === "built-in" ? {} : facts,
    variants,
    defaultVariant: definition.defaultVariant,
  };
}

/** Hub source that stands beside a file. */
function toHub({ hub }: ModelFacts): Pick<CatalogVariant, "hub"> {
  return hub === undefined ? {} : { hub: hubSource.toSource(hub) };
}

/** Looking into somebody else's folder must not sign in anywhere. */
function refuseNetworkPaths(alias: string, definition: ModelDefinition, file: string): void {
  for (const entry of [definition, ...Object.values(definition.variants ?? {})]) {
    const paths = [entry.file, entry.template, entry.adapter?.module, entry.adapter?.weights];
    const found = paths.find((path) => path !== undefined && isNetworkPath(path));
    if (found === undefined) continue;
    throw new AssayError({
      code: "invalid-file",
      message: `${file}: ${alias} names ${found}, which lies on another machine: only the user can, not the file of a project.`,
      hint: "Copy the file here, or register it in your own list with `assay model add`.",
    });
  }
}

function resolvePath(written: string, modelsFile: string): string {
  return resolve(dirname(modelsFile), written.replace(/^~(?=[/\\])/, homedir()));
}

/** A known template has a name, any other lies in a file. */
function toTemplate(written: string, modelsFile: string): string {
  return isTemplateText(written) || Object.hasOwn(namedTemplates, written) ? written : resolvePath(written, modelsFile);
}

/** Only the facts that are stated, so that they can be laid over others. */
function toFacts(written: ModelFacts, modelsFile: string): CatalogFacts {
  const facts: CatalogFacts = {
    id: written.id,
    engine: written.engine,
    task: written.task,
    publisher: written.publisher,
    version: written.version,
    device: written.device,
    sizeBytes: written.sizeBytes ?? (written.size_mb === undefined ? undefined : Math.round(written.size_mb * 1e6)),
    quantisation: written.quantisation,
    parameters: written.parameters,
    licence: written.licence,
    commercialUse: written.commercialUse,
    price: written.price,
    capabilities: written.capabilities,
    measured: written.measured,
    contextTokens: written.context,
    trainedContextTokens: written.trainedContext,
    maxOutputTokens: written.maxOutputTokens,
    licenceUrl: written.licenceUrl,
    chatTemplate: written.template === undefined ? undefined : toTemplate(written.template, modelsFile),
    templateVariables: written.templateVariables,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
