import { SERVICE_ENTRY } from "../../service/service-entry.ts";
import {
  pickServiceSettings,
  SERVICE_SETTINGS,
  type ServiceSettings,
} from "../../workbench/service-control/service-settings.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import { readCommandSettings } from "./setting-options.ts";

/** The settings of a service, those of them that somebody asked for just now, and the workspace that it runs in. */
export interface ServiceSettingsRead {
  readonly settings: ServiceSettings;
  /** Given by flags or the environment. */
  readonly given: Partial<ServiceSettings>;
  readonly workspace: Workspace;
  /** Path of the program that the service's process runs. */
  readonly entry: string;
}

/**
 * Reads what a service is to run with.
 *
 * @param kept what it was given when it was started; holds where nobody asks for something else now
 */
export async function readServiceSettings(
  options: Readonly<Record<string, unknown>>,
  workspace: Workspace,
  kept: Partial<ServiceSettings> = {},
): Promise<ServiceSettingsRead> {
  const { settings, origins, env } = await readCommandSettings(options, SERVICE_SETTINGS, workspace);
  const asked = SERVICE_SETTINGS.filter((name) => ["flag", "environment"].includes(origins[name].from));
  const given = { ...kept, ...Object.fromEntries(asked.map((name) => [name, settings[name]])) };
  return {
    settings: { ...pickServiceSettings(settings), ...given },
    given,
    workspace: { ...workspace, env },
    entry: SERVICE_ENTRY,
  };
}
