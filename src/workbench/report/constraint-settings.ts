import type { Constraints } from "../../selection/constraints.ts";
import type { Settings } from "../../settings/definitions.ts";

/** The settings that a recommendation is held to. */
export type ConstraintSettings = Pick<Settings, keyof Constraints | "quality" | "profile" | "profiles">;

/** These alone, of all settings. */
export function constraintsOf(settings: ConstraintSettings): ConstraintSettings {
  const { maxMemoryBytes, memory, maxP95Ms, maxTtftMs, minQuality, maxFootprintBytes, minTokensPerSecond } = settings;
  const { licence, quality, profile, profiles } = settings;
  return {
    maxMemoryBytes,
    memory,
    maxP95Ms,
    maxTtftMs,
    minQuality,
    maxFootprintBytes,
    minTokensPerSecond,
    licence,
    quality,
    profile,
    profiles,
  };
}
