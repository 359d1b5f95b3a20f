import type { JournalEntry } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import { isDrifting } from "./drift.ts";
import type { RunSummary } from "./scorecard.ts";

/** Beyond this our own event loop was too busy for the stamps of the request to be trusted to the ms. */
export const BLOCKED_MS = 20;

export function isLoopBlocked({ loopDelayMs }: Sample): boolean {
  return (loopDelayMs ?? 0) > BLOCKED_MS;
}

/**
 * The cells of a run whose timing was disturbed, and those of all other targets that stand beside them: only what was measured
 * under the same conditions can be compared. A busy machine and drift disturb every cell.
 */
export function listDisturbedCells(
  { disturbances, scorecards }: RunSummary,
  entries: readonly JournalEntry[],
): ReadonlySet<string> {
  const timed = entries.filter((entry) => entry.type === "sample").filter(({ phase }) => phase === "timed");
  const hasDrifted = scorecards.some(({ drift }) => isDrifting(drift));
  if (disturbances.length > 0 || hasDrifted) return new Set(timed.map(({ cell }) => cell));
  const blocks = new Set(timed.filter(isLoopBlocked).map(blockOf));
  return new Set(timed.filter((sample) => blocks.has(blockOf(sample))).map(({ cell }) => cell));
}

function blockOf({ prompt, round }: { readonly prompt: string; readonly round: number }): string {
  return `${round}/${prompt}`;
}
