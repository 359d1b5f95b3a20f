import { type ListFileEntry, listFiles, listModels, type ModelEntry, modelInfo } from "@huggingface/hub";
import type { Fetch } from "../http/node/create-fetch.ts";
import { type OnRetry, retry } from "../http/retry.ts";
import { DOWNLOAD_RETRIES } from "../http/retry-policy.ts";
import { anySignal } from "../lib/any-signal.ts";
import { type Clock, systemClock } from "../lib/clock.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { checkFilePath, checkRepoName, checkRevision } from "./check-hub-name.ts";
import { giveUpUnreached } from "./give-up-unreached.ts";
import { openRange, type RangeRequest, type RemoteRange } from "./open-range.ts";
import { readHubSettings } from "./read-hub-settings.ts";
import { type HubRequest, openFetch, type RequestContext, sendRequest } from "./send-request.ts";
import { toTooSlow, translateFailures } from "./translate-failures.ts";

/** Asks a model hub; retries use the client's clock. */
export interface HubClient extends AsyncDisposable {
  readonly endpoint: string;
  /** Lists the files of a repository at a revision, `main` unless another is named. @throws AssayError `unknown-model`, `access-denied`, `endpoint-unreachable`, `endpoint-status` */
  readRepo(repo: string, revision?: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<HubRepo>;
  /** Repositories that match. @throws AssayError `endpoint-unreachable`, `endpoint-status`, `endpoint-protocol` */
  search(query: HubQuery, options?: { readonly signal?: AbortSignal | undefined }): AsyncGenerator<HubListing>;
  /** Opens a part of a file, without trying again. @throws AssayError, a `PassingError` where another try may help */
  openRange(file: HubFileName, range: RangeRequest): Promise<RemoteRange>;
}

export interface HubClientOptions {
  /** Read are the variables of the hub, of proxies and of certificates; never the process's own. */
  readonly env: EnvironmentVariables;
  /** In place of `HF_TOKEN` and the token file. */
  readonly token?: string | undefined;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  readonly now?: (() => Date) | undefined;
  /** Told of each request that is about to be tried again. */
  readonly onRetry?: OnRetry | undefined;
}

export interface HubFileName {
  readonly repo: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  readonly path: string;
}

export interface HubRepo {
  readonly repo: string;
  /** The commit that the revision meant when it was asked. */
  readonly commit: string;
  readonly files: readonly HubRepoFile[];
  /** As the repository's card names it, such as `apache-2.0`; absent when it names none. */
  readonly licence?: string | undefined;
  /** Whether its licence has to be accepted on its page first. */
  readonly gated: boolean;
  readonly private: boolean;
  readonly tags: readonly string[];
  readonly downloads: number;
  readonly likes: number;
}

export interface HubRepoFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Name of its content in the cache: the SHA-256 of a large file, git's SHA-1 of a small one. */
  readonly blobId: string;
  /** Of large files alone. */
  readonly sha256?: string | undefined;
}

export interface HubQuery {
  readonly words?: string | undefined;
  readonly owner?: string | undefined;
  /** All of them must be there, such as `gguf` or `license:apache-2.0`. */
  readonly tags?: readonly string[] | undefined;
  /** Which come first; default: the most downloaded. */
  readonly sort?: "downloads" | "lastModified" | undefined;
  /** Most results; default 20. */
  readonly limit?: number | undefined;
}

export interface HubListing {
  readonly id: string;
  readonly downloads: number;
  readonly likes: number;
  readonly licence?: string | undefined;
  readonly gated: boolean;
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly lastModified: string;
  readonly files: readonly string[];
}

const ANSWER_MS = 60_000;
/** Asked for besides what the library always asks for. */
const REPO_FIELDS = ["sha", "cardData", "tags"] as const;
const LIST_FIELDS = ["tags", "cardData", "filePaths"] as const;

/** @throws AssayError `invalid-input`, `invalid-file` when the environment names an endpoint, a proxy or certificates that are none */
export function createHubClient(options: HubClientOptions): HubClient {
  const { env, clock = systemClock, now = () => new Date(), onRetry } = options;
  const found = readHubSettings(env);
  const settings = options.token === undefined ? found : { ...found, token: options.token };
  const connections = openFetch(options.fetch, env);
  const context: RequestContext = { settings, now, fetch: connections.fetch };
  const ask = (about: HubRequest["about"], signal: AbortSignal | undefined) =>
    createAsk({ context, clock, about, signal, onRetry });
  const hubUrl = settings.endpoint;

  return {
    endpoint: hubUrl,
    async readRepo(repo, revision = "main", { signal } = {}) {
      const about = { repo: checkRepoName(repo), revision: checkRevision(revision) };
      const common = { hubUrl, fetch: ask(about, signal) };
      return translateFailures(async () => {
        const info = await modelInfo({ ...common, name: repo, revision, additionalFields: [...REPO_FIELDS] });
        const commit = checkRevision(info.sha);
        const listed = await Array.fromAsync(listFiles({ ...common, repo, revision: commit, recursive: true }));
        return toRepo(info, listed);
      }, hubUrl);
    },
    async *search({ words, owner, tags, sort = "downloads", limit = 20 }, { signal } = {}) {
      const search = { ...(words && { query: words }), ...(owner && { owner }), ...(tags && { tags: [...tags] }) };
      const fetch = ask(undefined, signal);
      const found = listModels({ hubUrl, fetch, search, limit, sort, additionalFields: [...LIST_FIELDS] });
      while (true) {
        const listing = await translateFailures(async () => {
          const next = await found.next();
          return next.done ? undefined : toListing(next.value);
        }, hubUrl);
        if (listing === undefined) return;
        yield listing;
      }
    },
    openRange: ({ repo, revision, path }, range) => {
      const url = `${hubUrl}/${checkRepoName(repo)}/resolve/${encodeURIComponent(checkRevision(revision))}/${encodePath(checkFilePath(path))}`;
      return openRange({ url, about: { repo, revision, file: path } }, range, context);
    },
    [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose](),
  };
}

interface AskOptions {
  readonly context: RequestContext;
  readonly clock: Clock;
  readonly about: HubRequest["about"];
  readonly signal: AbortSignal | undefined;
  readonly onRetry: OnRetry | undefined;
}

/** Creates a `fetch` for the hub's library: token, redirects, retries and errors are ours. */
function createAsk({ context, clock, about, signal, onRetry }: AskOptions): Fetch {
  const askOnce = async (url: string, init?: RequestInit) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const limit = AbortSignal.timeout(ANSWER_MS);
    try {
      return (await sendRequest({ url, headers, signal: anySignal(signal, limit), about }, context)).response;
    } catch (thrown) {
      throw limit.aborted && !signal?.aborted ? toTooSlow(context.settings.endpoint, ANSWER_MS, thrown) : thrown;
    }
  };
  const ask = (url: string, init?: RequestInit) =>
    retry(() => askOnce(url, init).catch(giveUpUnreached), { policy: DOWNLOAD_RETRIES, clock, signal, onRetry });
  return ask as Fetch;
}

/** A model as the library gives it, with the fields of its card. */
type Entry = ModelEntry & {
  readonly tags?: readonly string[];
  readonly cardData?: { readonly license?: string | readonly string[] };
};

function toRepo(info: Entry & { readonly sha: string }, listed: readonly ListFileEntry[]): HubRepo {
  return {
    repo: info.name,
    commit: info.sha,
    files: listed.filter(({ type }) => type === "file").map(toRepoFile),
    licence: firstOf(info.cardData?.license) ?? licenceOf(info.tags),
    gated: info.gated !== false && info.gated !== undefined,
    private: info.private === true,
    tags: info.tags ?? [],
    downloads: info.downloads ?? 0,
    likes: info.likes ?? 0,
  };
}

function toListing({
  name,
  downloads,
  likes,
  gated,
  tags = [],
  cardData,
  updatedAt,
  filePaths,
}: Entry & { readonly filePaths: readonly string[] }): HubListing {
  // The library takes what it is given: an entry of something else would come through as one without a name.
  if (typeof name !== "string" || !Array.isArray(tags)) throw new TypeError("an entry of the list is no model");
  return {
    id: name,
    downloads: toCount(downloads),
    likes: toCount(likes),
    licence: firstOf(cardData?.license) ?? licenceOf(tags),
    gated: Boolean(gated),
    tags,
    lastModified: Number.isNaN(updatedAt.getTime()) ? "" : updatedAt.toISOString(),
    files: filePaths,
  };
}

function toCount(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function toRepoFile({ path, size, oid, lfs }: ListFileEntry): HubRepoFile {
  const blobId = lfs?.oid ?? oid ?? "";
  // It becomes a file's name in the cache.
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(blobId)) throw new Error(`${JSON.stringify(blobId)} is no digest`);
  return lfs === undefined ? { path, sizeBytes: size, blobId } : { path, sizeBytes: lfs.size, blobId, sha256: lfs.oid };
}

function firstOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? value : value?.[0];
}

function licenceOf(tags: readonly string[] | undefined): string | undefined {
  return tags?.find((tag) => tag.startsWith("license:"))?.slice("license:".length);
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
