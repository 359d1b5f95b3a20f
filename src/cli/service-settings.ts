import {
  pickServiceSettings,
  SERVICE_SETTINGS,
  type ServiceSettings,
} from "../workbench/service-process/service-settings.ts";
import type { Surroundings } from "../workbench/surroundings.ts";
import { readCommandSettings } from "./setting-options.ts";

/** The settings of a service, those of them that somebody asked for just now, and the surroundings that it runs in. */
export interface ServiceSettingsRead {
  readonly settings: ServiceSettings;
  /** Given by flags or the environment. */
  readonly given: Partial<ServiceSettings>;
  readonly surroundings: Surroundings;
}

/**
 * Reads what a service is to run with.
 *
 * @param kept what it was given when it was started; holds where nobody asks for something else now
 */
export async function readServiceSettings(
  options: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
  kept: Partial<ServiceSettings> = {},
): Promise<ServiceSettingsRead> {
  const { settings, origins, env } = await readCommandSettings(options, SERVICE_SETTINGS, surroundings);
  const asked = SERVICE_SETTINGS.filter((name) => ["flag", "environment"].includes(origins[name].from));
  const given = { ...kept, ...Object.fromEntries(asked.map((name) => [name, settings[name]])) };
  return {
    settings: { ...pickServiceSettings(settings), ...given },
    given,
    surroundings: { ...surroundings, env },
  };
}
