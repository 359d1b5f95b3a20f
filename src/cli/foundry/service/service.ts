import { readServiceKey } from "../../../workbench/service-control/read-service-key.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { createServiceClient } from "../../../workbench/service-control/service-client.ts";
import type { ServiceSettings } from "../../../workbench/service-control/service-settings.ts";
import { startService as start } from "../../../workbench/service-control/start-service.ts";
import { stopService as stop } from "../../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { readServiceSettings } from "../../options/service-settings.ts";
import { addressOf } from "../../render/service-line.ts";
import { sayWaiting } from "../../service/stop.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { refuseCacheFolder } from "../classic/cache-folder.ts";
import { renderStarted } from "../classic/connect.ts";
import { renderLoadedModels } from "../render/marked-models.ts";
import { renderServiceStatus } from "../render/service-status.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry service start` */
export async function startService(options: Options, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  refuseCacheFolder(options.cachedir);
  const { state, isNew } = await start(await readServiceSettings(toFlags(options), workspace));
  if (isNew) terminal.print(renderStarted(state));
  else {
    terminal.print(`🟢 Service is already running on ${addressOf(state)}/.`);
    warnOfOtherPort(options, addressOf(state), terminal);
  }
  return 0;
}

/** `foundry service stop` */
export async function stopService({ terminal, workspace }: CommandContext): Promise<number> {
  await stop({ workspace, onWait: sayWaiting(terminal) });
  terminal.print("🔴 Service is stopped.");
  return 0;
}

/**
 * `foundry service restart`: the same project, and what the service was given, unless a flag says otherwise.
 *
 * @param changed settings that have just been written: the files say them now, not what the service was given
 */
export async function restartService(
  options: Options,
  { terminal, workspace }: CommandContext,
  changed: readonly (keyof ServiceSettings)[] = [],
): Promise<number> {
  refuseCacheFolder(options.cachedir);
  const status = await readServiceStatus(workspace.locations);
  const before = status.type === "running" ? status.state : undefined;
  const directory = before?.project ?? workspace.directory;
  const kept = Object.entries(before?.given ?? {}).filter(([name]) => !changed.some((one) => one === name));
  const read = await readServiceSettings(
    toFlags(options),
    { ...workspace, directory },
    Object.fromEntries(kept) as Partial<ServiceSettings>,
  );
  // Before the running one is stopped: one that could not come up again would be missed.
  await readServiceKey(read.workspace.settings, read.workspace, before?.hasKey);
  terminal.print("Restarting service...");
  await stop({ workspace, onWait: sayWaiting(terminal) });
  terminal.print("🔴 Service is stopped.");
  const { state } = await start(read);
  terminal.print(renderStarted(state));
  return 0;
}

/** `foundry service status`, when typed with options; without, the entry answers it. */
export async function showStatus({ terminal, workspace }: CommandContext): Promise<number> {
  terminal.out.write(renderServiceStatus(await readServiceStatus(workspace.locations)));
  return 0;
}

/** `foundry service ps`: starting a service only to say that it has loaded nothing helps nobody. */
export async function listLoaded({ terminal, workspace }: CommandContext): Promise<number> {
  const status = await readServiceStatus(workspace.locations);
  if (status.type !== "running") terminal.out.write(renderServiceStatus(status));
  else terminal.print(renderLoadedModels(await createServiceClient(status.state).listLoaded()));
  return 0;
}

/** Without `--no-key` nobody has said anything of a key: the library makes `true` of that. */
export function toFlags({ key, ...flags }: Options): Options {
  return key === false ? { ...flags, key } : flags;
}

/** A port that was asked for and is not the one in use must not be passed over in silence. */
function warnOfOtherPort({ port }: Options, address: string, terminal: Terminal): void {
  if (typeof port !== "string" || port === "0" || new URL(address).port === port) return;
  terminal.note(`warning: it runs on another port than ${port}; to change it: foundry service restart --port ${port}`);
}
