import { parseLogEntry } from "../../workbench/service-control/log-entry.ts";
import { followLog, readLogTail } from "../../workbench/service-control/read-log.ts";
import { serviceFiles } from "../../workbench/service-control/service-files.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { renderLogLine } from "./log-line.ts";

export interface LogsOptions {
  readonly lines: number | undefined;
  readonly follow: boolean;
  readonly json: boolean;
}

const LINES = 50;

/** `assay service logs` */
export async function showLogs(
  { lines = LINES, follow, json }: LogsOptions,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const { log } = serviceFiles(workspace.locations);
  const print = (line: string) => terminal.print(json ? line : renderLogLine(parseLogEntry(line), terminal));
  using interrupt = listenForInterrupt(terminal, "");
  const added = follow ? followLog(log, { clock: workspace.clock, signal: interrupt.signal }) : undefined;
  const last = await readLogTail(log, lines);
  for (const line of last) print(line);
  if (added === undefined) {
    if (last.length === 0) terminal.note(`nothing was logged yet in ${log}`);
    return EXIT.ok;
  }
  for await (const line of added) print(line);
  return EXIT.ok;
}
