/** One line of the service's log. */
export interface LogEntry {
  readonly level: string;
  /** ISO 8601. */
  readonly time: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads one line of the log; one that is none of ours becomes a message. */
export function parseLogEntry(line: string): LogEntry {
  const value = parse(line);
  if (typeof value !== "object" || value === null) return { level: "info", time: "", message: line, fields: {} };
  const { level, time, msg, ...fields } = value as Record<string, unknown>;
  return { level: String(level), time: String(time), message: String(msg ?? ""), fields };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // a line that something else has written
  }
}
