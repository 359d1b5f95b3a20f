import { isCommercialUseAllowed } from "../../catalog/licences.ts";
import { toAssayError } from "../../core/errors.ts";
import type { FormatName } from "../../formats/format-names.ts";
import { largestFittingBytes } from "../../formats/memory/required-memory.ts";
import { chooseModelFile, listModelFiles, type ModelFile } from "../../formats/model-files.ts";
import type { HubClient, HubListing } from "../../hub/hub-client.ts";

/** Query to the hub. */
export interface ModelQuery {
  readonly words: string;
  readonly format: FormatName;
  /** `commercial`, or a licence by its SPDX name; absent: any. */
  readonly licence?: string | undefined;
  readonly mostBytes?: number | undefined;
  /** Only what fits this machine's memory. */
  readonly fits: boolean;
  /** Most results. */
  readonly limit: number;
}

/** A repository that was found, with the file that most would take of it. */
export interface FoundModel {
  readonly repo: string;
  readonly page: string;
  readonly downloads: number;
  readonly likes: number;
  readonly licence?: string | undefined;
  /** Absent when the licence is unknown, or has conditions that only its reader can check. */
  readonly commercialUse?: boolean | undefined;
  readonly gated: boolean;
  /** Absent when its files may not be seen. */
  readonly file?: ModelFile | undefined;
  /** Whether that file fits with a short context: an estimate from its size, before its header is read. */
  readonly fits?: boolean | undefined;
}

export interface SearchOptions {
  readonly hub: HubClient;
  readonly availableBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Asked at the same time for what their repositories hold. */
const AT_ONCE = 6;
/** More listings are looked at than are shown, as some are filtered out; no more than this many times the limit. */
const LISTINGS_PER_RESULT = 5;

/** Searches the hub, the most downloaded first. @throws AssayError `endpoint-unreachable`, `endpoint-status`, `aborted` */
export async function searchModels(query: ModelQuery, options: SearchOptions): Promise<readonly FoundModel[]> {
  const { hub, signal } = options;
  const { words, licence, format, limit } = query;
  const isNamed = licence !== undefined && licence.toLowerCase() !== "commercial";
  const tags = [format, ...(isNamed ? [`license:${licence.toLowerCase()}`] : [])];
  const found: FoundModel[] = [];
  let batch: HubListing[] = [];
  for await (const listing of hub.search({ words, tags, limit: limit * LISTINGS_PER_RESULT }, { signal })) {
    if (licence?.toLowerCase() === "commercial" && !isCommercial(listing)) continue;
    batch.push(listing);
    if (batch.length < Math.min(AT_ONCE, limit - found.length)) continue;
    found.push(...(await lookInto(batch, query, options)));
    batch = [];
    if (found.length >= limit) return found.slice(0, limit);
  }
  found.push(...(await lookInto(batch, query, options)));
  return found.slice(0, limit);
}

async function lookInto(
  listings: readonly HubListing[],
  query: ModelQuery,
  options: SearchOptions,
): Promise<readonly FoundModel[]> {
  const looked = await Promise.all(listings.map((listing) => lookIntoOne(listing, query, options)));
  return looked.filter((model) => model !== undefined);
}

async function lookIntoOne(
  { id, downloads, likes, licence, gated }: HubListing,
  { format, mostBytes = Number.POSITIVE_INFINITY, fits }: ModelQuery,
  { hub, availableBytes, signal }: SearchOptions,
): Promise<FoundModel | undefined> {
  const commercialUse = licence === undefined ? undefined : isCommercialUseAllowed(licence);
  const base: FoundModel = {
    repo: id,
    page: `${hub.endpoint}/${id}`,
    downloads,
    likes,
    ...(licence !== undefined && { licence }),
    ...(commercialUse !== undefined && { commercialUse }),
    gated,
  };
  const isBounded = fits || mostBytes < Number.POSITIVE_INFINITY;
  try {
    const models = listModelFiles((await hub.readRepo(id, undefined, { signal })).files, format);
    const file = chooseModelFile(models, Math.min(mostBytes, fits ? largestFittingBytes(availableBytes) : mostBytes));
    if (file === undefined) return undefined;
    return { ...base, file, fits: file.sizeBytes <= largestFittingBytes(availableBytes) };
  } catch (thrown) {
    // A repository that may not be looked into is still one to know of, unless its size is asked for.
    if (toAssayError(thrown).code === "access-denied") return isBounded ? undefined : base;
    throw thrown;
  }
}

function isCommercial({ licence }: HubListing): boolean {
  return licence !== undefined && isCommercialUseAllowed(licence) === true;
}
