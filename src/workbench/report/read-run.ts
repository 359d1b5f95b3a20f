import { withoutSuperseded } from "../../bench/summary/current-samples.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { summarizeRun } from "../../bench/summary/summarize-run.ts";
import type { JournalEntry } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";

export interface ReadRun {
  readonly summary: RunSummary;
  /** The journal without what was measured again later. */
  readonly entries: readonly JournalEntry[];
  /** Folder of the run; absent where runs are not folders. */
  readonly directory?: string | undefined;
}

/**
 * Reads a run and computes what it shows, from its journal alone. What cannot be read is skipped with a warning.
 *
 * @throws AssayError `run-missing`, `storage-failed`
 */
export async function readRun(store: RunStore, id: string): Promise<ReadRun> {
  const record = await store.read(id, { tolerant: true });
  const entries = withoutSuperseded(await Array.fromAsync(record.entries));
  const summary = summarizeRun(record.run, entries);
  return {
    summary: { ...summary, warnings: [...summary.warnings, ...record.warnings] },
    entries,
    ...(record.directory !== undefined && { directory: record.directory }),
  };
}
