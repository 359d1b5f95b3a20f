import { SERVICE_ENTRY } from "../../service/service-entry.ts";
import { SERVICE_SETTINGS, type ServiceSettings } from "../../workbench/service-control/service-settings.ts";
import type { BareWorkspace, Workspace } from "../../workbench/workspace.ts";
import { readCommandSettings } from "./setting-options.ts";

/** The workspace that a service runs in, and those of its settings that somebody asked for just now. */
export interface ServiceSettingsRead {
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
  bare: BareWorkspace,
  kept: Partial<ServiceSettings> = {},
): Promise<ServiceSettingsRead> {
  const workspace = await readCommandSettings(options, SERVICE_SETTINGS, bare);
  const { settings, origins } = workspace;
  const asked = SERVICE_SETTINGS.filter((name) => ["flag", "environment"].includes(origins[name].from));
  const given = { ...kept, ...Object.fromEntries(asked.map((name) => [name, settings[name]])) };
  return { given, workspace: { ...workspace, settings: { ...settings, ...given } }, entry: SERVICE_ENTRY };
}
