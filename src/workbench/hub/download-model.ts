import type { HubSource } from "../../core/engine.ts";
import type { Fetch } from "../../http/node/create-fetch.ts";
import type { OnRetry } from "../../http/retry.ts";
import type { OnDownloadEvent } from "../../hub/download/download-event.ts";
import { type Downloaded, downloadFromHub } from "../../hub/download/download-from-hub.ts";
import { downloadFromUrl } from "../../hub/download/download-from-url.ts";
import { createDownloadContext, type DownloadContext } from "../../hub/download-context.ts";
import { createHubClient, type HubClient } from "../../hub/hub-client.ts";
import { modelCacheOf } from "../model-cache.ts";
import type { Workspace } from "../workspace.ts";
import { nameHubFiles } from "./name-hub-files.ts";
import { planDownload } from "./plan-download.ts";

export interface DownloadModelOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told what happens; with `type` "progress" bytes, rate and time to go. */
  readonly onProgress?: OnDownloadEvent | undefined;
  /** In place of `HF_TOKEN` and the token file. */
  readonly token?: string | undefined;
  /** Downloads again what is there. */
  readonly force?: boolean | undefined;
  /** A file of the repository, or a pattern with * or a quantisation that only one model has. */
  readonly file?: string | undefined;
  /** Branch, tag or commit; for repositories alone. */
  readonly revision?: string | undefined;
  readonly fetch?: Fetch | undefined;
  /** For tests: limits, file system, free disk. */
  readonly context?: DownloadContext | undefined;
}

/**
 * Downloads what a name stands for: a model of the catalog, a repository of the hub (`owner/name`, `owner/name:q4_0`),
 * or the address of a GGUF file. What is there already is found.
 *
 * @throws AssayError `unknown-model`, `unsupported` when the name stands for nothing that can be downloaded,
 *   `invalid-input`, `access-denied`, `download-failed`, `storage-failed`, `endpoint-unreachable`, `endpoint-status`, `aborted`
 */
export async function downloadModel(
  name: string,
  workspace: Workspace,
  options: DownloadModelOptions = {},
): Promise<Downloaded> {
  const { env, locations, clock, now } = workspace;
  const plan = await planDownload(name, workspace, options);
  if (plan.type === "here") return { path: plan.path, files: [plan.path], bytes: plan.sizeBytes, alreadyThere: true };
  const { signal, force, onProgress: onEvent } = options;
  const context = options.context ?? (await createDownloadContext({ clock, now }));
  const common = { context, stateDirectory: locations.state, signal, force, onEvent };
  if (plan.type === "url")
    return downloadFromUrl(plan.url, { ...common, env, cacheDirectory: locations.cache, fetch: options.fetch });
  await using client = openClient(name, workspace, options);
  const source = plan.type === "source" ? plan.source : await nameHubFiles(plan, client, signal);
  return await downloadFromHub(source, { ...common, client, hubCache: modelCacheOf(workspace) });
}

/** Downloads files of the hub that are known by their names, or finds them. @throws AssayError as `downloadModel()` */
export async function downloadSource(
  source: HubSource,
  workspace: Workspace,
  options: DownloadModelOptions = {},
): Promise<Downloaded> {
  const { locations, clock, now } = workspace;
  const { signal, force, onProgress: onEvent } = options;
  const context = options.context ?? (await createDownloadContext({ clock, now }));
  await using client = openClient(source.repo, workspace, options);
  const hubCache = modelCacheOf(workspace);
  return await downloadFromHub(source, {
    context,
    stateDirectory: locations.state,
    signal,
    force,
    onEvent,
    client,
    hubCache,
  });
}

function openClient(name: string, { env, clock, now }: Workspace, options: DownloadModelOptions): HubClient {
  const { token, fetch, onProgress } = options;
  const onRetry: OnRetry = (error, next) =>
    onProgress?.({ type: "retrying", file: name, because: error.message, ...next });
  return createHubClient({ env, token, fetch, clock, now, onRetry });
}
