import { AssayError } from "../../core/errors.ts";
import { nearNames } from "../../lib/near-names.ts";
import type { Constraints } from "../../selection/constraints.ts";
import type { Profile } from "../../selection/profiles.ts";
import { readWeights } from "../../selection/weights.ts";
import { SETTINGS, type Settings } from "../../settings/definitions.ts";
import { readValue } from "../../settings/value-types.ts";

/** The limits that a profile may set, each read as the setting of its name is. */
const LIMITS = [
  "maxMemoryBytes",
  "maxP95Ms",
  "maxTtftMs",
  "minQuality",
  "maxFootprintBytes",
  "minTokensPerSecond",
  "licence",
] as const satisfies readonly (keyof Constraints)[];

/** The profiles of assay.json. @throws AssayError `invalid-input` naming the profile and what is wrong in it */
export function ownProfiles(written: Settings["profiles"]): readonly Profile[] {
  return Object.entries(written ?? {}).map(
    ([name, { description = "a profile of this project", weights, limits }]) => ({
      name,
      description,
      weights: readWeights(weights, `The weights of the profile ${name}`),
      limits: readLimits(limits ?? {}, name),
    }),
  );
}

function readLimits(limits: Readonly<Record<string, unknown>>, profile: string): Constraints {
  const read = Object.entries(limits).map(([key, value]) => {
    const limit = LIMITS.find((known) => known === key);
    if (limit === undefined) throw refuseLimit(key, profile);
    return [limit, readValue<unknown>(value, SETTINGS[limit], `The limit ${limit} of the profile ${profile}`)] as const;
  });
  return Object.fromEntries(read);
}

function refuseLimit(key: string, profile: string): AssayError {
  const [near] = nearNames(key, LIMITS);
  return new AssayError({
    code: "invalid-input",
    message: `The limits of the profile ${profile} must be of ${LIMITS.join(", ")}, not ${JSON.stringify(key)}.`,
    ...(near !== undefined && { hint: `Did you mean ${near}?` }),
  });
}
