import { readServiceKey } from "../../../workbench/service-process/read-service-key.ts";
import { readServiceStatus } from "../../../workbench/service-process/read-service-status.ts";
import { createServiceClient } from "../../../workbench/service-process/service-client.ts";
import type { ServiceSettings } from "../../../workbench/service-process/service-settings.ts";
import { startService as start } from "../../../workbench/service-process/start-service.ts";
import { stopService as stop } from "../../../workbench/service-process/stop-service.ts";
import { sayWaiting } from "../../actions/service-stop.ts";
import type { CommandContext } from "../../command-context.ts";
import { addressOf } from "../../render/service-line.ts";
import { readServiceSettings } from "../../service-settings.ts";
import type { Terminal } from "../../terminal.ts";
import { renderStarted } from "../connect.ts";
import { renderLoadedModels } from "../render/marked-models.ts";
import { renderServiceStatus } from "../render/service-status.ts";
import { refuseCacheFolder } from "./cache-folder.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry service start` */
export async function startService(options: Options, context: CommandContext): Promise<number> {
  const { terminal, surroundings } = context;
  refuseCacheFolder(options.cachedir);
  const { state, isNew } = await start(await readServiceSettings(toFlags(options), surroundings));
  if (isNew) terminal.print(renderStarted(state));
  else {
    terminal.print(`🟢 Service is already running on ${addressOf(state)}/.`);
    warnOfOtherPort(options, addressOf(state), terminal);
  }
  return 0;
}

/** `foundry service stop` */
export async function stopService({ terminal, surroundings }: CommandContext): Promise<number> {
  await stop({ surroundings, onWait: sayWaiting(terminal) });
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
  { terminal, surroundings }: CommandContext,
  changed: readonly (keyof ServiceSettings)[] = [],
): Promise<number> {
  refuseCacheFolder(options.cachedir);
  const status = await readServiceStatus(surroundings.locations);
  const before = status.type === "running" ? status.state : undefined;
  const directory = before?.project ?? surroundings.directory;
  const kept = Object.entries(before?.given ?? {}).filter(([name]) => !changed.some((one) => one === name));
  const read = await readServiceSettings(
    toFlags(options),
    { ...surroundings, directory },
    Object.fromEntries(kept) as Partial<ServiceSettings>,
  );
  // Before the running one is stopped: one that could not come up again would be missed.
  await readServiceKey(read.settings, read.surroundings, before?.hasKey);
  terminal.print("Restarting service...");
  await stop({ surroundings, onWait: sayWaiting(terminal) });
  terminal.print("🔴 Service is stopped.");
  const { state } = await start(read);
  terminal.print(renderStarted(state));
  return 0;
}

/** `foundry service status`, when typed with options; without, the entry answers it. */
export async function showStatus({ terminal, surroundings }: CommandContext): Promise<number> {
  terminal.out.write(renderServiceStatus(await readServiceStatus(surroundings.locations)));
  return 0;
}

/** `foundry service ps`: starting a service only to say that it has loaded nothing helps nobody. */
export async function listLoaded({ terminal, surroundings }: CommandContext): Promise<number> {
  const status = await readServiceStatus(surroundings.locations);
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
