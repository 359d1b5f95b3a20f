import { resolve } from "node:path";
import type { Catalog } from "../../catalog/catalog.ts";
import type { SettingsRead } from "../../catalog/settings/read-settings.ts";
import type { EngineName } from "../../core/engine.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { listCatalog, type ModelListing } from "../list-catalog.ts";
import { readModels } from "../plan-targets.ts";
import type { Surroundings } from "../surroundings.ts";
import { checkAdapters } from "./check-adapters.ts";
import { checkEndpoints } from "./check-endpoints.ts";
import { checkEngines } from "./check-engines.ts";
import { checkMachine } from "./check-machine.ts";
import { checkModels } from "./check-models.ts";
import { checkPlaces } from "./check-places.ts";
import { checkService } from "./check-service.ts";
import { checkSettings } from "./check-settings.ts";
import type { Finding } from "./finding.ts";

export interface DoctorOptions {
  readonly surroundings: Surroundings;
  /** Reads the settings; what it throws becomes a finding. */
  readonly readSettings: () => Promise<SettingsRead>;
  readonly probe: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at everything that a benchmark here would need, and says each thing as soon as it is known. Only an abort is thrown. */
export async function* runDoctor(options: DoctorOptions): AsyncGenerator<Finding> {
  const { signal, probe } = options;
  const read = await options.readSettings().catch((thrown) => toAssayError(thrown));
  const surroundings: Surroundings =
    read instanceof AssayError ? options.surroundings : { ...options.surroundings, env: read.env };
  const runs = resolve(surroundings.directory, read instanceof AssayError ? "runs" : read.settings.runs);
  const catalog = await readModels(surroundings).catch((thrown) => toAssayError(thrown));
  const models = await listModels(catalog, surroundings, signal);

  yield { topic: "node", subject: "node", status: "ok", message: describeNode() };
  yield* await checkEngines(
    surroundings,
    new Set(models.flatMap(({ engine }): EngineName[] => (engine ? [engine] : []))),
  );
  yield* await checkMachine(surroundings, models, runs);
  yield* checkSettings(surroundings, read, catalog);
  yield* await checkService(surroundings, signal);
  const endpoints = await checkEndpoints(models, surroundings, signal);
  yield* endpoints;
  const silent = new Set(endpoints.filter(({ status }) => status === "problem").map(({ subject }) => subject));
  yield* checkModels(models, surroundings, { probe, silent, signal });
  yield* await checkAdapters(surroundings);
  yield* await checkPlaces(surroundings, runs);
}

/** The models of models.json; those that a service offers besides are its own business. */
async function listModels(
  catalog: Catalog | AssayError,
  surroundings: Surroundings,
  signal: AbortSignal | undefined,
): Promise<readonly ModelListing[]> {
  if (catalog instanceof AssayError) return [];
  const { models } = await listCatalog(surroundings, signal);
  return models.filter(({ origin }) => origin !== "endpoint");
}

/** The entry of the command line refuses a Node that is too old, so this one is new enough. */
function describeNode(): string {
  return `${process.versions.node} on ${process.platform}-${process.arch}; 22.18 or newer is needed`;
}
