import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import type { FastifyBaseLogger } from "fastify";
import { makeFolder } from "../system/make-folder.ts";
import { readProcessStart } from "../system/process-start.ts";
import { isUsable } from "../workbench/model/list-catalog.ts";
import { modelCacheOf } from "../workbench/model-cache.ts";
import { createModelHost } from "../workbench/model-host/create-model-host.ts";
import type { ModelHost, ServedModel } from "../workbench/model-host/model-host.ts";
import { readVersion } from "../workbench/read-version.ts";
import { isOpenToOthers } from "../workbench/service-control/open-to-others.ts";
import { readServiceKey } from "../workbench/service-control/read-service-key.ts";
import { serviceFiles } from "../workbench/service-control/service-files.ts";
import { pickServiceSettings, type ServiceSettings } from "../workbench/service-control/service-settings.ts";
import type { ServiceIdentity, ServiceState } from "../workbench/service-control/service-state.ts";
import { takeServiceLock } from "../workbench/service-control/take-service-lock.ts";
import { writeServiceState } from "../workbench/service-control/write-service-state.ts";
import type { Workspace } from "../workbench/workspace.ts";
import type { AppContext } from "./app/app-context.ts";
import type { RunningService } from "./app/running-service.ts";
import { createApp } from "./create-app.ts";
import { drain } from "./drain.ts";
import { listen } from "./listen.ts";
import { toListenError } from "./listen-error.ts";
import { openServiceLog } from "./log-file.ts";
import { logRequests } from "./log-requests.ts";

export interface ServeOptions {
  /** The project is its folder. */
  readonly workspace: Workspace;
  /** The settings that flags or the environment gave, which `workspace` has too; a restart keeps them. */
  readonly given: Partial<ServiceSettings>;
  readonly mode: ServiceState["mode"];
}

/**
 * Starts the service in this process.
 *
 * @throws AssayError `service-unavailable` when one runs already or the port is taken, naming by whom;
 *   `invalid-input` when it would be open to others without a key
 */
export async function serve(options: ServeOptions): Promise<RunningService> {
  const { locations, settings } = options.workspace;
  const key = await readServiceKey(settings, options.workspace);
  await makeFolder(locations.state);
  const lock = await takeServiceLock(options.workspace);
  const held: AsyncDisposable[] = [lock];
  const release = async () => {
    for (const resource of held.splice(0).reverse()) await resource[Symbol.asyncDispose]();
  };
  try {
    const log = await openServiceLog(serviceFiles(locations).log);
    held.push(log);
    const host = createModelHost(options.workspace);
    held.push(host);
    const identity = await createIdentity(options, key);
    return await run({ options, identity, key, logger: log.logger, host, release });
  } catch (error) {
    await release();
    throw error;
  }
}

async function createIdentity(
  { workspace, given, mode }: ServeOptions,
  key: string | undefined,
): Promise<ServiceIdentity> {
  return {
    schema: 1,
    processId: process.pid,
    processStart: await readProcessStart(process.pid),
    mode,
    project: workspace.directory,
    version: readVersion(),
    startedAt: workspace.now().toISOString(),
    sessionToken: randomBytes(32).toString("base64url"),
    hasKey: key !== undefined,
    settings: pickServiceSettings(workspace.settings),
    given,
  };
}

interface Parts {
  readonly options: ServeOptions;
  readonly identity: ServiceIdentity;
  readonly key: string | undefined;
  readonly logger: FastifyBaseLogger;
  readonly host: ModelHost;
  /** Gives back everything that was taken before it listened. */
  readonly release: () => Promise<void>;
}

async function run({ options, identity, key, logger, host, release }: Parts): Promise<RunningService> {
  const { workspace } = options;
  const { clock, now, locations, settings } = workspace;
  const { state: stateFile } = serviceFiles(locations);
  const cut = new AbortController();
  const ended = Promise.withResolvers<void>();
  let stopping: Promise<void> | undefined;
  let endpoints: readonly string[] = [];

  const stop: RunningService["stop"] = ({ now: isNow = false } = {}) => {
    if (isNow) cut.abort();
    stopping ??= end().then(ended.resolve, ended.reject);
    return stopping;
  };
  const { allowedHosts, allowedOrigins, allowFilePages } = settings;
  const { version, sessionToken } = identity;
  const context: AppContext = {
    host,
    workspace,
    version,
    clock,
    now,
    endpoints: () => endpoints,
    modelCache: modelCacheOf(workspace),
    security: { key, sessionToken, allowedHosts, allowedOrigins, allowFilePages },
    refusals: new Map(),
    shutdown: () => void stop(),
  };
  const app = createApp(context, { logger, process: { identity, isStopping: () => stopping !== undefined, stop } });
  logRequests(app, logger);
  const listening = await listen(app, settings.serviceHost, settings.servicePort).catch(async (error: unknown) => {
    throw await toListenError(error, settings);
  });
  endpoints = listening.endpoints;
  const state: ServiceState = { ...identity, endpoints };
  await writeServiceState(stateFile, state);
  logger.info({ endpoints, project: state.project, version }, "listening");
  if (isOpenToOthers(state))
    logger.warn({ endpoints }, "listening beyond this machine without a key, as was asked for");

  async function end(): Promise<void> {
    logger.info("stopping");
    await drain(listening.servers, clock, cut.signal);
    await app.close();
    await rm(stateFile, { force: true });
    logger.info("stopped");
    await release();
  }
  return {
    state,
    stopped: ended.promise,
    stop,
    listNames: async () => listNames(await host.listModels()),
  };
}

/** The project's own come first, as they are why it was started here. */
function listNames(models: readonly ServedModel[]): readonly string[] {
  const here = models.filter(isUsable);
  const own = here.filter(({ origin }) => origin === "project");
  return [...new Set([...own, ...here].map(({ alias }) => alias))];
}
