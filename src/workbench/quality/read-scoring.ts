import { withoutSuperseded } from "../../bench/summary/current-samples.ts";
import { AssayError } from "../../core/errors.ts";
import type { Run } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";
import type { SaidEntry } from "../../quality/preferences/preference.ts";
import { readAnnotations } from "../scores/annotations-file.ts";
import { listItems, type ScoredItem } from "../scores/list-items.ts";

/** A run as people score it. */
export interface RunScoring {
  readonly run: Run;
  readonly folder: string;
  readonly items: readonly ScoredItem[];
  /** What people have said so far. */
  readonly entries: readonly SaidEntry[];
}

/**
 * Reads the answers of a run that can be scored, and the scores that people have given.
 *
 * @throws AssayError `run-missing`, `storage-failed`, `invalid-input` when nothing was answered
 */
export async function readScoring(store: RunStore, id: string): Promise<RunScoring> {
  const { run, directory, entries } = await store.read(id, { tolerant: true });
  if (directory === undefined)
    throw new AssayError({ code: "unsupported", message: `The run ${run.id} has no folder that scores could lie in.` });
  const items = listItems(run, withoutSuperseded(await Array.fromAsync(entries)));
  if (items.length === 0)
    throw new AssayError({
      code: "invalid-input",
      message: `The run ${run.id} has no answer that could be scored.`,
      hint: "`assay run list` shows the runs that have some.",
    });
  return { run, folder: directory, items, entries: await readAnnotations(directory) };
}
