import type { LogEntry } from "../../workbench/service-control/log-entry.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

const STYLES: Readonly<Record<string, Parameters<Terminal["style"]>[0]>> = {
  warn: "yellow",
  error: "red",
  fatal: "red",
};

/** One entry of the service's log as a line: time, level, what happened, and the fields. */
export function renderLogLine({ level, time, message, fields }: LogEntry, terminal: Terminal): string {
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${show(value)}`);
  // A path in a log is a stranger's text: it must not be able to steer the terminal.
  const text = toSafeText([message, ...rest].filter((part) => part !== "").join("  "));
  return `${terminal.style("dim", time)} ${terminal.style(STYLES[level] ?? "reset", level.padEnd(5))} ${text}`;
}

function show(value: unknown): string {
  return typeof value === "string" && !/\s/.test(value) ? value : JSON.stringify(value);
}
