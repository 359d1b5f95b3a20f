import { AssayError } from "../../core/errors.ts";
import { parseLogEntry } from "../../workbench/service-control/log-entry.ts";
import { followLog, readLogTail } from "../../workbench/service-control/read-log.ts";
import { serviceFiles } from "../../workbench/service-control/service-files.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { renderLogLine } from "./log-line.ts";

const LINES = 50;

/** `assay service logs` */
export async function showServiceLogs(
  options: Readonly<Record<string, unknown>>,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const { log } = serviceFiles(workspace.locations);
  const print = (line: string) =>
    terminal.print(options.json === true ? line : renderLogLine(parseLogEntry(line), terminal));
  const isFollowing = options.follow === true;
  using interrupt = listenForInterrupt(terminal, "");
  const added = isFollowing ? followLog(log, { clock: workspace.clock, signal: interrupt.signal }) : undefined;
  const last = await readLogTail(log, parseLines(options.lines));
  for (const line of last) print(line);
  if (added === undefined) {
    if (last.length === 0) terminal.note(`nothing was logged yet in ${log}`);
    return EXIT.ok;
  }
  for await (const line of added) print(line);
  return EXIT.ok;
}

function parseLines(written: unknown): number {
  if (written === undefined) return LINES;
  if (typeof written === "string" && /^\d{1,9}$/.test(written)) return Number(written);
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot show the log as --lines must be a whole number: current value is ${JSON.stringify(written)}`,
  });
}
