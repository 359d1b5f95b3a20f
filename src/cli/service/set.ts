import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { flagOf } from "../../settings/definitions.ts";
import { editSettingsFile } from "../../settings/edit-settings-file.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { applySettings } from "../../workbench/service-control/apply-settings.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { SERVICE_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import { type BareWorkspace, readWorkspace, type Workspace } from "../../workbench/workspace.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

type ServiceSetting = (typeof SERVICE_SETTINGS)[number];

export interface SetOptions {
  /** Settings that were typed. */
  readonly given: GivenSettings;
  /** Names of settings to take out of the file. */
  readonly unset: readonly string[];
  readonly show: boolean;
  readonly json: boolean;
}

/** `assay service set` */
export async function setServiceSettings(
  options: SetOptions,
  { terminal, workspace: bare }: CommandContext,
): Promise<number> {
  const { locations } = bare;
  const file = join(locations.config, "assay.json");
  const changes = await readChanges(options, bare);
  if (changes.size > 0) await editSettingsFile(file, changes);
  const workspace = await readWorkspace(bare);
  const status = await readServiceStatus(locations, { waitMs: 0 });
  const changed = { names: [...changes.keys()], settings: workspace.settings };
  const waiting = status.type === "running" ? await applySettings(locations, status.state, changed) : [];
  const needsRestart = waiting.length > 0;
  const settings = Object.fromEntries(
    SERVICE_SETTINGS.map((name) => [name, { value: workspace.settings[name], from: workspace.origins[name].where }]),
  );
  terminal.printResult(options, { file, changed: [...changes.keys()], needsRestart, settings }, () => {
    terminal.note(changes.size === 0 ? "no settings changed" : `saved in ${file}`);
    if (options.show || changes.size === 0) printSettings(workspace, terminal);
    warnOfStronger(changes, workspace, terminal);
    if (needsRestart)
      terminal.note(
        `${terminal.style("cyan", "hint:")}  the service runs with the old ${waiting.map(flagOf).join(", ")} until: assay service restart`,
      );
    else if (changes.size > 0 && status.type === "running") terminal.note("it holds from now on, without a restart");
  });
  return EXIT.ok;
}

function printSettings({ settings, origins }: Workspace, terminal: Terminal): void {
  const rows = SERVICE_SETTINGS.map((name) => [flagOf(name), show(settings[name]), origins[name].where]);
  terminal.print(renderColumns(["setting", "value", "from"], rows, terminal));
}

function warnOfStronger(changes: Changes, { origins }: Workspace, terminal: Terminal): void {
  for (const [name, value] of changes) {
    if (value === undefined || origins[name].from === "user") continue;
    const warning = `${origins[name].where} says otherwise of ${flagOf(name)}, and is stronger`;
    terminal.note(`${terminal.style("yellow", "warning:")} ${warning}`);
  }
}

/** By setting; undefined takes it out of the file. */
type Changes = ReadonlyMap<ServiceSetting, unknown>;

async function readChanges({ given, unset }: SetOptions, bare: BareWorkspace): Promise<Changes> {
  const { settings } = await readWorkspace(bare, given);
  const typed = SERVICE_SETTINGS.filter((name) => given[name] !== undefined);
  return new Map<ServiceSetting, unknown>([
    ...unset.map((name) => [toSetting(name), undefined] as const),
    ...typed.map((name) => [name, settings[name]] as const),
  ]);
}

function toSetting(written: string): ServiceSetting {
  const bare = written.replace(/^-*/, "");
  const found = SERVICE_SETTINGS.find((name) => name === bare || flagOf(name) === `--${bare}`);
  if (found !== undefined) return found;
  throw new AssayError({
    code: "invalid-input",
    message: `There is no setting ${JSON.stringify(written)} to unset.`,
    hint: `Known are ${SERVICE_SETTINGS.map((name) => flagOf(name).slice(2)).join(", ")}.`,
  });
}

function show(value: unknown): string {
  return value === undefined ? "-" : Array.isArray(value) ? value.join(",") || "-" : String(value);
}
