import { stopService } from "../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { sayWaiting } from "../render/service-start.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface StopOptions {
  /** Cuts what runs. */
  readonly now: boolean;
  readonly json: boolean;
}

/** `assay service stop` */
export async function stop(options: StopOptions, { terminal, workspace }: CommandContext): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "no longer waiting ...");
  const { signal } = interrupt;
  const stopped = await stopService({ workspace, now: options.now, onWait: sayWaiting(terminal), signal });
  const wasRunning = stopped !== undefined;
  terminal.printResult(options, { wasRunning }, wasRunning ? "🔴 Service is stopped." : "🔴 Service was not running.");
  return EXIT.ok;
}
