import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { findSetting, settingLabel, writeServiceSetting } from "../classic/change-setting.ts";
import { warnOfLogLevel } from "../service/set.ts";

/** `foundry config set`, and `config reset`, which gives no value */
export async function changeSetting(
  label: string,
  value: string | undefined,
  context: CommandContext,
): Promise<number> {
  const { terminal, workspace } = context;
  if (/^log-?level$/i.test(label)) {
    warnOfLogLevel(terminal);
    return 0;
  }
  const name = findSetting(label);
  await writeServiceSetting(name, value, context);
  terminal.print(`${settingLabel(name)}: ${value ?? "default"}`);
  const status = await readServiceStatus(workspace.locations, { waitMs: 0 });
  // A restart would keep what the running service was given by a flag.
  if (status.type === "running") terminal.note("It holds from the next start on: foundry service stop, then start");
  return 0;
}
