import { isCommercialUseAllowed, isWithinClass, LICENCE_CONDITIONS, licenceClassOf } from "../../catalog/licences.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import type { FormatName } from "../../formats/format-names.ts";
import { largestFittingBytes } from "../../formats/memory/required-memory.ts";
import { chooseModelFile, listModelFiles } from "../../formats/model-files.ts";
import type { HubListing } from "../../hub/hub-client.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import type { Settings } from "../../settings/definitions.ts";
import { defineHubModel } from "../hub/define-hub-model.ts";
import { type HubAccess, readRemoteFacts } from "../hub/read-remote-facts.ts";
import { describeFit } from "../model/describe-fit.ts";
import type { Candidate, Look, ScoutState } from "./scout-state.ts";

/** What a new model must be. */
export interface ScoutQuery {
  readonly words?: string | undefined;
  readonly format: FormatName;
  /** A tag that the hub gives to models of the task, such as `text-generation`. */
  readonly task: string;
  readonly licence: NonNullable<Settings["licence"]>;
  /** Bytes of all downloads together. */
  readonly maxDownload: number;
  readonly maxModels: number;
  readonly availableBytes: number;
  /** ISO 8601: what changed before it is no news. */
  readonly since: string;
}

/** Listings read at most, the newest first: a busy hub has some thousand a day. */
const MOST_LISTINGS = 300;
/** Repositories looked into for each model that is wanted. */
const LOOKED_PER_MODEL = 4;
const DAY_MS = 86_400_000;

/**
 * Looks at the hub for models that are new since the last look and fit: cheap facts of listings first, then what repositories and
 * headers of files tell of the most promising. Nothing is downloaded.
 *
 * @throws AssayError `endpoint-unreachable`, `endpoint-status`, `endpoint-protocol`, `aborted`
 */
export async function findCandidates(
  query: ScoutQuery,
  seen: ScoutState["seen"],
  access: HubAccess & { readonly now: Date },
): Promise<Pick<Look, "looked" | "candidates" | "skipped" | "waiting" | "changedAt">> {
  const listings = await listNew(query, seen, access);
  const skipped: Look["skipped"] = [];
  const waiting: Look["waiting"] = [];
  const fit = listings.filter((listing) => {
    const because = whyNotListed(listing, query);
    if (because !== undefined) skipped.push({ repo: listing.id, because });
    return because === undefined;
  });
  const ranked = fit.toSorted((a, b) => promiseOf(b, access.now) - promiseOf(a, access.now));
  const candidates: Candidate[] = [];
  let left = query.maxDownload;
  for (const [index, listing] of ranked.entries()) {
    if (candidates.length >= query.maxModels || index >= query.maxModels * LOOKED_PER_MODEL) {
      waiting.push({ repo: listing.id, because: "others looked more promising, and enough were compared" });
      continue;
    }
    const found = await lookInto(listing, { ...query, left }, access);
    if ("because" in found) (found.isWaiting ? waiting : skipped).push({ repo: listing.id, because: found.because });
    else {
      candidates.push(found);
      left -= found.sizeBytes;
    }
  }
  return {
    looked: listings.length,
    candidates: candidates.toSorted((a, b) => b.promise - a.promise),
    skipped,
    waiting,
    changedAt: Object.fromEntries(listings.map(({ id, lastModified }) => [id, lastModified])),
  };
}

async function listNew(
  { words, format, task, since }: ScoutQuery,
  seen: ScoutState["seen"],
  { hub, signal }: HubAccess,
): Promise<readonly HubListing[]> {
  const found: HubListing[] = [];
  const query = { words, tags: [format, task], limit: MOST_LISTINGS, sort: "lastModified" } as const;
  for await (const listing of hub.search(query, { signal })) {
    // They come newest first; one without a date is no reason to stop.
    if (listing.lastModified !== "" && listing.lastModified < since) break;
    if (seen[listing.id]?.lastModified !== listing.lastModified) found.push(listing);
  }
  return found;
}

function whyNotListed({ licence, gated, lastModified }: HubListing, { licence: most }: ScoutQuery): string | undefined {
  if (lastModified === "") return "the hub tells no date of it";
  if (gated) return "its licence has to be accepted on its page first";
  if (licence === undefined) return "the hub lists no licence";
  const isWithin = most === "commercial" ? isCommercialUseAllowed(licence) : isWithinClass(licence, most);
  if (isWithin === true) return undefined;
  return isWithin === undefined
    ? `its licence ${licence} has conditions that only a reader can check, or is not known`
    : `its licence ${licence} permits less than asked for (${most})`;
}

/**
 * A guess of how promising a model is, for the order of looking alone: each tenfold of downloads counts as much as being a month
 * newer.
 */
function promiseOf({ downloads, lastModified }: HubListing, now: Date): number {
  const ageDays = Math.max(0, now.getTime() - Date.parse(lastModified)) / DAY_MS;
  return Math.log10(1 + downloads) - ageDays / 30;
}

type Looked = Candidate | { readonly because: string; readonly isWaiting?: boolean };

async function lookInto(
  listing: HubListing,
  query: ScoutQuery & { readonly left: number },
  access: HubAccess & { readonly now: Date },
): Promise<Looked> {
  try {
    return await lookIntoRepo(listing, query, access);
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (error instanceof AssayError && isOfTheRepo(error)) return { because: error.message.replace(/\.$/, "") };
    throw error;
  }
}

/** A hub that cannot be asked ends the look; a repository that is wrong is passed over. */
function isOfTheRepo({ code }: AssayError): boolean {
  return ["model-invalid", "model-missing", "unknown-model", "access-denied", "invalid-input"].includes(code);
}

async function lookIntoRepo(
  listing: HubListing,
  { format, availableBytes, maxDownload, left }: ScoutQuery & { readonly left: number },
  access: HubAccess & { readonly now: Date },
): Promise<Looked> {
  const { hub, signal } = access;
  const repo = await hub.readRepo(listing.id, undefined, { signal });
  const models = listModelFiles(repo.files, format);
  if (models.length === 0) return { because: `it holds no ${format.toUpperCase()} file of a model` };
  const most = Math.min(largestFittingBytes(availableBytes), maxDownload);
  const file = chooseModelFile(models, most);
  if (file === undefined)
    return {
      because: `its smallest file has ${formatQuantity(Math.min(...models.map(({ sizeBytes }) => sizeBytes)), "bytes")}, and ${formatQuantity(most, "bytes")} fit the memory and the download`,
    };
  if (file.sizeBytes > left) return { because: "the downloads would be more than asked for", isWaiting: true };
  const { definition, source } = await defineHubModel(
    { repo: repo.repo, revision: repo.commit, file: file.paths[0] },
    access,
  );
  const facts = await readRemoteFacts(repo, source, access);
  if (format === "gguf" && facts.chatTemplate === undefined)
    return { because: "its file has no chat template: it was not made for chats" };
  const { because } = describeFit(facts.memory, {}, availableBytes);
  if (because !== undefined) return { because: because.replace(/\.$/, "") };
  const { hub: named, parameters } = definition;
  if (named === undefined) return { because: "it is on no hub" };
  const { licence, downloads, lastModified } = listing;
  const licenceClass = licence === undefined ? undefined : licenceClassOf(licence);
  return {
    repo: repo.repo,
    page: `${hub.endpoint}/${repo.repo}`,
    file: file.paths[0] ?? "",
    sizeBytes: file.sizeBytes,
    quantisation: file.quantisation,
    parameters,
    licence,
    licenceConditions: licenceClass && LICENCE_CONDITIONS[licenceClass],
    downloads,
    lastModified,
    hub: named,
    promise: promiseOf(listing, access.now),
  };
}
