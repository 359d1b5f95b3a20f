import type { Settings } from "../../settings/definitions.ts";
import { createServiceClient } from "./service-client.ts";
import { type ServiceLocations, serviceFiles } from "./service-files.ts";
import { ACCESS_SETTINGS, type ServiceSettings } from "./service-settings.ts";
import type { ServiceState } from "./service-state.ts";
import { writeServiceState } from "./write-service-state.ts";

/** Settings that were changed just now, and all of them as they are to be. */
export interface ChangedSettings {
  readonly names: readonly (keyof ServiceSettings)[];
  readonly settings: Settings;
}

/**
 * Makes changed settings hold in a running service where they can without a restart, and makes a restart no longer keep
 * what the service was started with in their place.
 *
 * @returns the names of those that hold after a restart only
 */
export async function applySettings(
  locations: ServiceLocations,
  state: ServiceState,
  { names, settings }: ChangedSettings,
): Promise<readonly (keyof ServiceSettings)[]> {
  if (names.length === 0) return [];
  const wanted = Object.fromEntries(
    ACCESS_SETTINGS.filter((name) => names.includes(name)).map((name) => [name, settings[name]]),
  );
  const live = Object.keys(wanted).length > 0 && (await changeAccess(state, wanted)) ? wanted : {};
  const given = Object.fromEntries(Object.entries(state.given).filter(([name]) => !names.some((one) => one === name)));
  await writeServiceState(serviceFiles(locations).state, {
    ...state,
    given,
    settings: { ...state.settings, ...live },
  });
  return names.filter((name) => !(name in live));
}

/** False where the service is of another version, or says nothing: then a restart helps. */
async function changeAccess(state: ServiceState, wanted: object): Promise<boolean> {
  try {
    await createServiceClient(state).changeAccess(wanted);
    return true;
  } catch {
    return false;
  }
}
