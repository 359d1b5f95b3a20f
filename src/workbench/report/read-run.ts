import { withoutSuperseded } from "../../bench/summary/current-samples.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { type SummaryOptions, summarizeRun } from "../../bench/summary/summarize-run.ts";
import type { JournalEntry } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";
import { prepareChecks } from "../../quality/checks/prepare-checks.ts";
import { readScores } from "../scores/read-scores.ts";

export interface ReadRun {
  readonly summary: RunSummary;
  /** The journal without what was measured again later. */
  readonly entries: readonly JournalEntry[];
  /** Folder of the run; absent where runs are not folders. */
  readonly directory?: string | undefined;
}

/** What a run is looked at by; absent: the first source of quality that there is, and the plan's own rule. */
export type ReadRunOptions = Pick<SummaryOptions, "quality" | "acceptable">;

/**
 * Reads a run and computes what it shows, from its journal and from what people and judges said beside it. What cannot be read of the
 * journal is skipped with a warning.
 *
 * @throws AssayError `run-missing`, `storage-failed`
 */
export async function readRun(store: RunStore, id: string, options: ReadRunOptions = {}): Promise<ReadRun> {
  const record = await store.read(id, { tolerant: true });
  const entries = withoutSuperseded(await Array.fromAsync(record.entries));
  const scores = (await readScores(record.directory))(record.run, entries);
  await prepareChecks(record.run.plan.prompts);
  const summary = summarizeRun(record.run, entries, { scores, ...options });
  return {
    summary: { ...summary, warnings: [...summary.warnings, ...record.warnings] },
    entries,
    ...(record.directory !== undefined && { directory: record.directory }),
  };
}
