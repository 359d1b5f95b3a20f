import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { listPartNames } from "../../formats/parts/part-name.ts";
import type { Fetch } from "../../http/node/create-fetch.ts";
import { retry } from "../../http/retry.ts";
import { DOWNLOAD_RETRIES } from "../../http/retry-policy.ts";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { createDownloadRecords } from "../cache/download-records.ts";
import { checkFilePath } from "../check-hub-name.ts";
import type { DownloadContext } from "../download-context.ts";
import { giveUpUnreached } from "../give-up-unreached.ts";
import { openRange, type RangeRequest, type RemoteRange } from "../open-range.ts";
import { readHubSettings } from "../read-hub-settings.ts";
import { openFetch } from "../send-request.ts";
import type { OnDownloadEvent } from "./download-event.ts";
import { downloadFile, isThere } from "./download-file.ts";
import type { Downloaded } from "./download-from-hub.ts";
import { createProgressMeter } from "./progress-meter.ts";
import { FileChanged, type RemoteFile } from "./transfer.ts";

export interface UrlDownloadOptions {
  readonly env: EnvironmentVariables;
  readonly context: DownloadContext;
  /** Folder of what has no other place. */
  readonly cacheDirectory: string;
  readonly stateDirectory: string;
  readonly fetch?: Fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnDownloadEvent | undefined;
  readonly force?: boolean | undefined;
}

/**
 * Downloads a GGUF file from any server; its digest is recorded, as nobody says what it must be.
 *
 * @throws AssayError `invalid-input`, `unknown-model`, `access-denied`, `download-failed`, `storage-failed`,
 *   `endpoint-unreachable`, `endpoint-status`, `aborted`
 */
export async function downloadFromUrl(address: string, options: UrlDownloadOptions): Promise<Downloaded> {
  const { context, env, cacheDirectory, stateDirectory, signal, force = false, onEvent = () => {} } = options;
  const url = parseAddress(address);
  const name = checkFilePath(decodeURIComponent(basename(url.pathname)));
  // What stands in a query may be a secret, and a new one each time.
  const identity = `${url.origin}${url.pathname}`;
  const id = createHash("sha256").update(identity).digest("hex").slice(0, 16);
  const path = join(cacheDirectory, "models", id, name);
  const records = createDownloadRecords(stateDirectory, context);
  const known = (await records.list()).find((record) => record.type === "url" && record.path === path);
  if (!force && known !== undefined && (await isThere(context, path, known.sizeBytes)))
    return { path, files: [path], bytes: known.sizeBytes, alreadyThere: true };

  await using connections = openFetch(options.fetch, env);
  try {
    const { fetch } = connections;
    const settings = { endpoint: url.origin, isOffline: readHubSettings(env).isOffline };
    const open = (range: RangeRequest) =>
      openRange({ url: url.href, about: { file: name } }, range, { settings, fetch, now: context.now, isPlain: true });
    const remote = await describeRemote(url, name, open, options);
    const { alreadyThere } = await downloadFile(
      remote,
      { stagingDirectory: join(cacheDirectory, "staging"), id, path },
      context,
      {
        signal,
        onEvent,
        meter: createProgressMeter(remote.sizeBytes, context.clock, onEvent),
        // Two states of a file that are told apart by nothing must not be put together.
        force: force || remote.etag === undefined,
        isRight: (_, part) => isGguf(context, part),
        onVerified: ({ sha256 }) =>
          records.write({
            schema: 1,
            type: "url",
            url: identity,
            path,
            sizeBytes: remote.sizeBytes,
            sha256,
            downloadedAt: context.now().toISOString(),
          }),
      },
    );
    return { path, files: [path], bytes: remote.sizeBytes, alreadyThere };
  } catch (thrown) {
    if (!(thrown instanceof FileChanged)) throw thrown;
    throw new AssayError({
      code: "download-failed",
      message: `${name} changed during the download (${thrown.message}).`,
      hint: "Run the same command again; it begins anew.",
      cause: thrown,
    });
  }
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const parts = url && listPartNames(basename(url.pathname));
  if (parts !== undefined && parts.length > 1)
    throw new AssayError({
      code: "unsupported",
      message: `${basename(url?.pathname ?? "")} is one of ${parts.length} parts of a model, and an address brings one file.`,
      hint: "Download all parts by the name of their repository (`assay model download owner/name`), or into one folder by other means.",
    });
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username + url.password === "";
  if (isPlain && /\.gguf$/i.test(url.pathname)) return url;
  throw new AssayError({
    code: "invalid-input",
    message: `${isPlain ? `${url.origin}${url.pathname}` : "The address"} is not the http or https address of a .gguf file without a user name.`,
    hint: `For a model of the hub, name its repository: \`assay model download owner/name\`.`,
  });
}

async function describeRemote(
  { host }: URL,
  name: string,
  open: (range: RangeRequest) => Promise<RemoteRange>,
  { context: { clock, limits }, signal, onEvent }: UrlDownloadOptions,
): Promise<RemoteFile> {
  const range = await retry(() => open({ start: 0, end: 1, signal }).catch(giveUpUnreached), {
    policy: { ...DOWNLOAD_RETRIES, delaysMs: limits.retryDelaysMs },
    clock,
    signal,
    onRetry: (error, next) => onEvent?.({ type: "retrying", file: name, because: error.message, ...next }),
  });
  await range.body.cancel().catch(() => {}); // a server that sends the whole has only been asked for its size
  const { totalBytes, etag } = range;
  if (totalBytes === undefined)
    throw new AssayError({
      code: "download-failed",
      message: `${host} does not say how big ${name} is, so that a cut download could not be told from a whole one.`,
      hint: `Download it with another program, then register it: \`assay model add ./the-file.gguf\`.`,
    });
  return { name, host, sizeBytes: totalBytes, etag, open };
}

/** The first bytes of every GGUF file; a sign-in page has others. Source: the GGUF specification. */
async function isGguf({ fs }: DownloadContext, path: string): Promise<boolean> {
  await using file = await fs.open(path, "r");
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.toString("latin1") === "GGUF";
}
