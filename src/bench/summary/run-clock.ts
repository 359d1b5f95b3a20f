import type { JournalEntry } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";

/**
 * Tells when a sample was sent, in ms of the wall clock: every session of a run counts its own time from 0.
 *
 * Samples that no session stands before keep their own time.
 */
export function createRunClock(entries: readonly JournalEntry[]): (sample: Sample) => number {
  const origins = new Map<Sample, number>();
  let origin = 0;
  for (const entry of entries) {
    if (entry.type === "session") origin = entry.clockOrigin;
    if (entry.type === "sample") origins.set(entry, origin);
  }
  return (sample) => (origins.get(sample) ?? 0) + sample.timeline.sentMs;
}
