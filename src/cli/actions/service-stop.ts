import { count } from "../../lib/count.ts";
import { stopService } from "../../workbench/service-process/stop-service.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { listenForInterrupt } from "../interrupt.ts";
import type { Terminal } from "../terminal.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay service stop` */
export async function stopServiceCommand(
  options: Options,
  { terminal, surroundings }: CommandContext,
): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "no longer waiting ...");
  const stopped = await stopService({
    surroundings,
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
  return (active) => terminal.note(`${count(active, "request")} may end first, for at most 30 s; --now cuts them`);
}
