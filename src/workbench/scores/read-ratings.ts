import type { SummaryOptions } from "../../bench/summary/summarize-run.ts";
import type { JournalEntry, Run } from "../../core/run.ts";
import { currentAnnotations } from "../../quality/annotations/annotation.ts";
import { pointsOfPeople, rateAnswers } from "../../quality/sources/rate-answers.ts";
import { readAnnotations } from "./annotations-file.ts";
import { listItems } from "./list-items.ts";

/** Finds the scores of a run's answers, of all that was said beside it. */
export type RatingsOf = (run: Run, entries: readonly JournalEntry[]) => Pick<SummaryOptions, "people">;

/**
 * Reads what people said beside a run.
 *
 * @param directory the run's folder; absent where runs are not folders
 * @throws AssayError `storage-failed` naming the line that is none
 */
export async function readRatings(directory: string | undefined): Promise<RatingsOf> {
  const said = directory === undefined ? [] : currentAnnotations(await readAnnotations(directory));
  if (said.length === 0) return () => ({});
  const points = pointsOfPeople(said);
  return (run, entries) => ({ people: rateAnswers(listItems(run, entries), points) });
}
