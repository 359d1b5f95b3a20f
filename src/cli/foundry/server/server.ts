import { AssayError } from "../../../core/errors.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { stopService } from "../../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { renderServerStatus, toServerStatusJson } from "../render/server-status.ts";
import { restartService, startService } from "../service/service.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry server start` and `restart` */
export async function startServer(
  what: "start" | "restart",
  { idleTimeout, ...options }: Options,
  context: CommandContext,
): Promise<number> {
  const given = { ...options, ...toTtl(idleTimeout) };
  const code = await (what === "start" ? startService : restartService)(given, context);
  await showServer({}, context);
  return code;
}

/** `foundry server stop` */
export async function stopServer(options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const isJson = readOutput(options) === "json";
  await stopService({ workspace });
  if (isJson) terminal.print(JSON.stringify(toServerStatusJson({ type: "stopped" }, workspace.now()), null, 2));
  else terminal.print("🔴 Service is stopped.");
  return 0;
}

/** `foundry server status` */
export async function showServer(options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const isJson = readOutput(options) === "json";
  const status = await readServiceStatus(workspace.locations);
  const now = workspace.now();
  terminal.print(isJson ? JSON.stringify(toServerStatusJson(status, now), null, 2) : renderServerStatus(status, now));
  return 0;
}

function readOutput({ output }: Options): "json" | "text" {
  if (output === undefined || output === "text") return "text";
  if (output === "json") return "json";
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot write the status as --output must be json or text: current value is ${String(output)}`,
  });
}

/** Minutes there are a time to live here; 0 is for never, which is what holds when nobody says another. */
function toTtl(minutes: unknown): Options {
  if (minutes === undefined || minutes === "0") return {};
  if (/^\d+(\.\d+)?$/.test(String(minutes))) return { ttl: `${String(minutes)}min` };
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot start the server as --idle-timeout must be a number of minutes: current value is ${String(minutes)}`,
    hint: "--idle-timeout 10",
  });
}
