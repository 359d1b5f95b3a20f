import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { costsOfRun, type RunCosts } from "../../costs/costs-of-run.ts";

/** The costs that a report shows: those that the run itself can tell, with the prices that it kept; absent where there are none. */
export function reportCosts(summary: RunSummary): RunCosts | undefined {
  const { hosted = [], load } = summary.run.rates ?? {};
  const isKnown = summary.scorecards.some(({ metrics }) => metrics.energy !== undefined || metrics.cost !== undefined);
  return isKnown || hosted.length > 0 ? costsOfRun(summary, { hosted, load }) : undefined;
}
