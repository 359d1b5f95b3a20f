import { join } from "node:path";
import { AssayError } from "../../../core/errors.ts";
import { flagOf, SETTINGS } from "../../../settings/definitions.ts";
import { editSettingsFile } from "../../../settings/edit-settings-file.ts";
import { SERVICE_SETTINGS } from "../../../workbench/service-control/service-settings.ts";
import { readWorkspace } from "../../../workbench/workspace.ts";
import type { CommandContext } from "../../options/command-context.ts";

/** A setting of the service by its key in assay.json. */
export type ServiceSettingName = (typeof SERVICE_SETTINGS)[number];

/** The name under which `foundry config` shows a setting: its flag without the dashes. */
export function settingLabel(name: ServiceSettingName): string {
  return flagOf(name).replace(/^--/, "");
}

/** Finds a setting of the service by its label or its key in assay.json. @throws AssayError `invalid-input` */
export function findSetting(label: string): ServiceSettingName {
  const wanted = label.toLowerCase();
  const found = SERVICE_SETTINGS.find((name) => [settingLabel(name), name.toLowerCase()].includes(wanted));
  if (found !== undefined) return found;
  throw new AssayError({
    code: "invalid-input",
    message: `There is no setting ${label}; there are ${SERVICE_SETTINGS.map(settingLabel).join(", ")}.`,
    hint: `\`foundry config list\` shows them with their values.`,
  });
}

/**
 * Writes a setting of the service into the user's assay.json, or takes it out; says when something stronger sets it.
 *
 * @param text absent: the default holds again
 * @throws AssayError `invalid-input` for a value that cannot be; as `editSettingsFile()`
 */
export async function writeServiceSetting(
  name: ServiceSettingName,
  text: string | undefined,
  { terminal, workspace }: Pick<CommandContext, "terminal" | "workspace">,
): Promise<void> {
  if (text !== undefined) requireValue(name, text);
  // As a workspace has it: a path that is typed here must not be taken from the folder of the file.
  const value = text === undefined ? undefined : (await readWorkspace(workspace, { [name]: text })).settings[name];
  await editSettingsFile(join(workspace.locations.config, "assay.json"), new Map([[name, value]]));
  const { from, where } = (await readWorkspace(workspace)).origins[name];
  if (from !== "user" && from !== "built-in")
    terminal.note(`warning: ${where} says otherwise of ${settingLabel(name)}, and is stronger`);
}

function requireValue(name: ServiceSettingName, text: string): void {
  const { fromText, schema, rule } = SETTINGS[name];
  if (schema.safeParse(fromText(text)).success) return;
  throw new AssayError({
    code: "invalid-input",
    message: `${settingLabel(name)} must be ${rule}, not ${JSON.stringify(text)}`,
  });
}
