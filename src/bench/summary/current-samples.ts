import type { EndEntry, JournalEntry, SessionEntry } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";

/** What one process wrote of a run. */
interface Session {
  readonly session?: SessionEntry | undefined;
  readonly end?: EndEntry | undefined;
  /** Timed requests that no later session has measured again. */
  readonly current: number;
}

/** The journal without the timed requests that were measured again later: the last sample of each cell counts. */
export function withoutSuperseded(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const last = new Map(entries.filter(isTimed).map((sample) => [sample.cell, sample]));
  return entries.filter((entry) => !isTimed(entry) || last.get(entry.cell) === entry);
}

/** The sessions of a journal in their order, of which those without current requests no longer count. */
export function listSessions(entries: readonly JournalEntry[]): readonly Session[] {
  const parts: JournalEntry[][] = [];
  for (const entry of entries) {
    if (entry.type === "session" || parts.length === 0) parts.push([]);
    parts.at(-1)?.push(entry);
  }
  return parts.map((part) => ({
    session: part.find((entry) => entry.type === "session"),
    end: part.findLast((entry) => entry.type === "end"),
    current: part.filter(isTimed).length,
  }));
}

function isTimed(entry: JournalEntry): entry is Sample {
  return entry.type === "sample" && entry.phase === "timed";
}
