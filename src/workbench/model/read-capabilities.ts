import { type KnownCapabilities, knownCapabilities } from "../../catalog/capabilities.ts";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { toAssayError } from "../../core/errors.ts";
import { digestModel } from "../../hub/digest-model.ts";
import type { Workspace } from "../workspace.ts";

/** A model of the catalog, or one that has no source yet. */
interface Listed extends Pick<ResolvedModel, "capabilities" | "measured"> {
  readonly source?: ResolvedModel["source"] | undefined;
}

/**
 * Reads what a model is known to do: claimed, measured, and measured of another file than the one that is here. A file is
 * read where there is evidence to hold against it, and its digest is remembered.
 */
export async function readCapabilities(
  model: Listed,
  { locations }: Pick<Workspace, "locations">,
): Promise<KnownCapabilities> {
  return knownCapabilities(model, await currentDigest(model, locations.state));
}

async function currentDigest({ source, measured = [] }: Listed, stateDirectory: string): Promise<string | undefined> {
  if (measured.length === 0 || source?.type !== "file") return undefined;
  try {
    return (await digestModel(source.path, { stateDirectory })).sha256;
  } catch (thrown) {
    // Of a file that is missing or cannot be read, nothing measured holds.
    if (toAssayError(thrown).code === "internal") throw thrown;
    return undefined;
  }
}
