import type { Terminal } from "../../terminal/terminal.ts";

export function warnOfLogLevel(terminal: Terminal): void {
  terminal.note(
    "warning: the level of the log is not used: the log tells of every request and every model, at one level",
  );
}
