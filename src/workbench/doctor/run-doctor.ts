import { AssayError, toAssayError } from "../../core/errors.ts";
import type { EngineName } from "../../engines/engines.ts";
import { defaultSettings } from "../../settings/read-settings.ts";
import { listEntries, type ModelListing } from "../model/list-catalog.ts";
import { readModels } from "../resolve-name.ts";
import { runsFolderOf } from "../runs-folder.ts";
import { type BareWorkspace, readWorkspace, type Workspace } from "../workspace.ts";
import { checkAdapters } from "./check-adapters.ts";
import { checkCosts } from "./check-costs.ts";
import { checkEndpoints, createEndpointChoice } from "./check-endpoints.ts";
import { checkEngines } from "./check-engines.ts";
import { checkMachine } from "./check-machine.ts";
import { checkModels } from "./check-models.ts";
import { checkPlaces } from "./check-places.ts";
import { checkRubric } from "./check-rubric.ts";
import { checkService } from "./check-service.ts";
import { checkSettings } from "./check-settings.ts";
import type { Finding } from "./finding.ts";

export interface DoctorOptions {
  /** Its settings are read here: what is wrong with them is a finding. */
  readonly workspace: BareWorkspace;
  readonly probe: boolean;
  /** Ask the endpoints that only this project names too. */
  readonly askProject?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at everything that a benchmark here would need, and says each thing as soon as it is known. Only an abort is thrown. */
export async function* runDoctor(options: DoctorOptions): AsyncGenerator<Finding> {
  const { signal, probe, askProject = false } = options;
  // A diagnosis asks no questions; a key that needs one stays here.
  const bare = { ...options.workspace, confirmKey: undefined, notify: undefined };
  const read = await readWorkspace(bare).catch((thrown) => toAssayError(thrown));
  const workspace: Workspace = read instanceof AssayError ? { ...bare, ...defaultSettings(bare.env) } : read;
  const runs = runsFolderOf(workspace);
  const catalog = await readModels(workspace).catch((thrown) => toAssayError(thrown));
  const models = catalog instanceof AssayError ? [] : await listEntries(workspace);

  yield { topic: "node", subject: "node", status: "ok", message: describeNode() };
  yield* await checkEngines(workspace, listNeededEngines(models));
  yield* await checkMachine(workspace, models, runs);
  yield* checkSettings(workspace, read, catalog);
  yield* await checkRubric(workspace);
  yield* await checkCosts(workspace);
  yield* await checkService(workspace, signal);
  const isAsked = await createEndpointChoice(workspace, askProject);
  const endpoints = await checkEndpoints(models, workspace, { isAsked, signal });
  yield* endpoints;
  const silent = new Map(
    endpoints.flatMap(({ subject, silence }) => (silence === undefined ? [] : [[subject, silence]])),
  );
  yield* checkModels(models, workspace, { probe, silent, signal });
  yield* await checkAdapters(workspace);
  yield* await checkPlaces(workspace, runs);
}

/** Engines of the models that could be run at once; what is only to be downloaded needs none yet. */
export function listNeededEngines(models: readonly Pick<ModelListing, "engine" | "state">[]): ReadonlySet<EngineName> {
  return new Set(models.flatMap(({ engine, state }) => (engine && state !== "downloadable" ? [engine] : [])));
}

/** The entry of the command line refuses a Node that is too old, so this one is new enough. */
function describeNode(): string {
  return `${process.versions.node} on ${process.platform}-${process.arch}; 22.18 or newer is needed`;
}
