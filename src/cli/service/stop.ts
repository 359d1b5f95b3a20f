import { pluralize } from "../../lib/pluralize.ts";
import { stopService } from "../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay service stop` */
export async function stopServiceCommand(options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "no longer waiting ...");
  const stopped = await stopService({
    workspace,
    now: options.now === true,
    onWait: sayWaiting(terminal),
    signal: interrupt.signal,
  });
  if (options.json === true) terminal.print(JSON.stringify({ wasRunning: stopped !== undefined }, null, 2));
  else terminal.print(stopped === undefined ? "🔴 Service was not running." : "🔴 Service is stopped.");
  return EXIT.ok;
}

/** Says what a stop waits for. */
export function sayWaiting(terminal: Terminal): (activeRequests: number) => void {
  return (active) => terminal.note(`${pluralize(active, "request")} may end first, for at most 30 s; --now cuts them`);
}
