import { type ServiceLocations, serviceFiles } from "./service-files.ts";
import type { ServiceSettings } from "./service-settings.ts";
import type { ServiceState } from "./service-state.ts";
import { writeServiceState } from "./write-service-state.ts";

/** Makes a restart no longer keep what the service was started with, for the settings named. */
export async function forgetGiven(
  locations: ServiceLocations,
  state: ServiceState,
  names: readonly (keyof ServiceSettings)[],
): Promise<void> {
  if (names.every((name) => state.given[name] === undefined)) return;
  const given = Object.fromEntries(
    Object.entries(state.given).filter(([name]) => !names.includes(name as keyof ServiceSettings)),
  );
  await writeServiceState(serviceFiles(locations).state, { ...state, given });
}
