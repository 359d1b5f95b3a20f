import { parseLogEntry } from "../../../workbench/service-control/log-entry.ts";
import { followLog, readLogTail } from "../../../workbench/service-control/read-log.ts";
import { serviceFiles } from "../../../workbench/service-control/service-files.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";

export interface LogsOptions {
  /** How many. */
  readonly lines: number;
  /** Goes on with what comes. */
  readonly follow: boolean;
}

/** `foundry service logs`, `service diag` and `server logs` */
export async function showLogs(
  { lines, follow }: LogsOptions,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const { log } = serviceFiles(workspace.locations);
  for (const line of await readLogTail(log, lines)) terminal.print(renderLine(line));
  if (!follow) return 0;
  using interrupt = listenForInterrupt(terminal, "");
  const { signal } = interrupt;
  for await (const line of followLog(log, { clock: workspace.clock, signal })) terminal.print(renderLine(line));
  return 0;
}

function renderLine(line: string): string {
  const { time, level, message, fields } = parseLogEntry(line);
  const more = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [time, `[${level.toUpperCase()}]`, message, ...more].filter((part) => part !== "").join(" ");
}
