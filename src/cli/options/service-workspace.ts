import { SERVICE_ENTRY } from "../../service/service-entry.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { SERVICE_SETTINGS, type ServiceSettings } from "../../workbench/service-control/service-settings.ts";
import { type BareWorkspace, readWorkspace, type Workspace } from "../../workbench/workspace.ts";

/** The workspace that a service runs in, and those of its settings that somebody asked for. */
export interface ServiceWorkspace {
  readonly workspace: Workspace;
  /** Given by flags or the environment, now or when it was started. */
  readonly given: Partial<ServiceSettings>;
  /** Path of the program that the service's process runs. */
  readonly entry: string;
}

export interface ServiceWorkspaceOptions {
  /** Settings that were typed. */
  readonly given?: GivenSettings | undefined;
  /** Settings that the service was started with; they hold where nobody asks for something else now. */
  readonly kept?: Partial<ServiceSettings> | undefined;
}

/** Reads what a service is to run with. @param bare the project is its folder */
export async function openServiceWorkspace(
  bare: BareWorkspace,
  { given: typed = {}, kept = {} }: ServiceWorkspaceOptions = {},
): Promise<ServiceWorkspace> {
  // Whoever sends a request to a service does not sit at its terminal.
  const workspace = await readWorkspace({ ...bare, confirmKey: undefined, notify: undefined }, typed);
  const { settings, origins } = workspace;
  const asked = SERVICE_SETTINGS.filter((name) => ["flag", "environment"].includes(origins[name].from));
  const given = { ...kept, ...Object.fromEntries(asked.map((name) => [name, settings[name]])) };
  return { given, workspace: { ...workspace, settings: { ...settings, ...given } }, entry: SERVICE_ENTRY };
}
