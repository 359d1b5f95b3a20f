import type { MeasuredCapability } from "./models/measured-schema.ts";
import type { ResolvedModel } from "./resolved-model.ts";

type Capable = Pick<ResolvedModel, "capabilities">;
type Tagged = Pick<ResolvedModel, "capabilities" | "measured">;

/** Abilities of a model, by what they rest on. */
export interface KnownCapabilities {
  /** Somebody wrote them down, or the model's file says so. */
  readonly claimed: readonly string[];
  /** Runs carry them, of the file that is here now. */
  readonly measured: readonly MeasuredCapability[];
  /** Runs carried them of another file than the one that is here, or of one that is not here: they say nothing now. */
  readonly stale: readonly MeasuredCapability[];
}

/**
 * Tells measured capabilities from claimed ones.
 *
 * @param contentDigest of the model's file as it is now; absent where it is not here
 */
export function knownCapabilities(
  { capabilities = [], measured = [] }: Tagged,
  contentDigest: string | undefined,
): KnownCapabilities {
  return {
    claimed: claimedOf(capabilities, measured),
    measured: measured.filter(({ model }) => model === contentDigest),
    stale: measured.filter(({ model }) => model !== contentDigest),
  };
}

/** Words that stand for themselves, not for evidence that was added with them. */
export function claimedOf(
  capabilities: readonly string[],
  measured: readonly MeasuredCapability[] = [],
): readonly string[] {
  return capabilities.filter((word) => measured.every(({ task, claimed }) => task !== word || claimed === true));
}

/** The capabilities of one variant, of those that its alias states: what was measured of another is no evidence for it. */
export function ofVariant({ capabilities, measured }: Tagged, variant: string | undefined): Tagged {
  if (measured === undefined) return {};
  const own = measured.filter((one) => one.variant === variant);
  const known = capabilities && [...new Set([...claimedOf(capabilities, measured), ...own.map(({ task }) => task)])];
  return { capabilities: known, measured: own };
}

/** A model that says nothing of its abilities is taken for a chat model. */
export function onlyEmbeds({ capabilities = [] }: Capable): boolean {
  return capabilities.length > 0 && capabilities.every((can) => /embed/i.test(can));
}

/** Whether the catalog says that it was trained to call tools. */
export function callsTools({ capabilities = [] }: Capable): boolean {
  return capabilities.some((can) => /^tools?\b/i.test(can));
}
