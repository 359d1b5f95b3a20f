import { applySettings } from "../../../workbench/service-control/apply-settings.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { readWorkspace } from "../../../workbench/workspace.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { findSetting, settingLabel, writeServiceSetting } from "../classic/change-setting.ts";
import { warnOfLogLevel } from "../classic/log-level.ts";

export interface ChangeSettingOptions {
  /** As `config list` shows it. */
  readonly setting: string;
  /** Absent: the default holds again. */
  readonly value: string | undefined;
}

/** `foundry config set` and `config reset` */
export async function changeSetting(
  { setting, value }: ChangeSettingOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, workspace } = context;
  if (/^log-?level$/i.test(setting)) {
    warnOfLogLevel(terminal);
    return 0;
  }
  const name = findSetting(setting);
  await writeServiceSetting(name, value, context);
  terminal.print(`${settingLabel(name)}: ${value ?? "default"}`);
  const status = await readServiceStatus(workspace.locations, { waitMs: 0 });
  if (status.type !== "running") return 0;
  const { settings } = await readWorkspace(workspace);
  const waiting = await applySettings(workspace.locations, status.state, { names: [name], settings });
  if (waiting.length > 0) terminal.note("It holds from the next start on: foundry service restart");
  return 0;
}
