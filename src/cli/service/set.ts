import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { SETTINGS } from "../../settings/definitions.ts";
import { editSettingsFile } from "../../settings/edit-settings-file.ts";
import { forgetGiven } from "../../workbench/service-control/forget-given.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { SERVICE_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import type { BareWorkspace } from "../../workbench/workspace.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";

type Options = Readonly<Record<string, unknown>>;
type ServiceSetting = (typeof SERVICE_SETTINGS)[number];

/** `assay service set` */
export async function setServiceSettings(options: Options, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  const file = join(workspace.locations.config, "assay.json");
  const changes = await readChanges(options, workspace);
  if (changes.size > 0) await editSettingsFile(file, changes);
  const { settings, origins } = await readCommandSettings({}, SERVICE_SETTINGS, workspace);
  const status = await readServiceStatus(workspace.locations, { waitMs: 0 });
  // A restart keeps what the service was started with, except for what was set since.
  if (status.type === "running") await forgetGiven(workspace.locations, status.state, [...changes.keys()]);
  const needsRestart = changes.size > 0 && status.type === "running";
  if (options.json === true) {
    const shown = Object.fromEntries(
      SERVICE_SETTINGS.map((name) => [name, { value: settings[name], from: origins[name].where }]),
    );
    terminal.print(JSON.stringify({ file, changed: [...changes.keys()], needsRestart, settings: shown }, null, 2));
    return EXIT.ok;
  }
  terminal.note(changes.size === 0 ? "no settings changed" : `saved in ${file}`);
  if (options.show === true || changes.size === 0) {
    const rows = SERVICE_SETTINGS.map((name) => [flagOf(name), show(settings[name]), origins[name].where]);
    terminal.print(renderColumns(["setting", "value", "from"], rows, terminal));
  }
  const hidden = [...changes].filter(([name, value]) => value !== undefined && origins[name].from !== "user");
  for (const [name] of hidden) {
    const warning = `${origins[name].where} says otherwise of ${flagOf(name)}, and is stronger`;
    terminal.note(`${terminal.style("yellow", "warning:")} ${warning}`);
  }
  if (needsRestart)
    terminal.note(
      `${terminal.style("cyan", "hint:")}  the service runs with the old ones until: assay service restart`,
    );
  return EXIT.ok;
}

/** What the flags say to change, and what is to be taken out of the file. */
async function readChanges(options: Options, workspace: BareWorkspace): Promise<Map<ServiceSetting, unknown>> {
  const { settings, origins } = await readCommandSettings(options, SERVICE_SETTINGS, workspace);
  const given = SERVICE_SETTINGS.filter((name) => origins[name].from === "flag");
  const unset = Array.isArray(options.unset) ? options.unset.map(toSetting) : [];
  return new Map<ServiceSetting, unknown>([
    ...unset.map((name) => [name, undefined] as const),
    ...given.map((name) => [name, settings[name]] as const),
  ]);
}

function toSetting(written: string): ServiceSetting {
  const bare = written.replace(/^-*/, "");
  const found = SERVICE_SETTINGS.find((name) => name === bare || flagOf(name) === `--${bare}`);
  if (found !== undefined) return found;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot unset a setting as its name must be that of a flag here: current value is ${JSON.stringify(written)}`,
    hint: `Known are ${SERVICE_SETTINGS.map((name) => flagOf(name).slice(2)).join(", ")}.`,
  });
}

function flagOf(name: ServiceSetting): string {
  return SETTINGS[name].flag ?? name;
}

function show(value: unknown): string {
  return value === undefined ? "-" : Array.isArray(value) ? value.join(",") || "-" : String(value);
}
