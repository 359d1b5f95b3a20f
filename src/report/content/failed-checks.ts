import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import type { CheckTally } from "../../quality/checks/summarize-checks.ts";

/** More would bury the rest of a report; its JSON holds all. */
const MOST_LINES = 40;

/** The checks that answers failed, a line each: target, prompt, check and reason. */
export function describeFailedChecks({ scorecards }: RunSummary): readonly string[] {
  const lines = scorecards.flatMap(({ target, prompts }) =>
    prompts.flatMap(({ prompt, checks }) =>
      (checks?.results ?? [])
        .filter(({ failed }) => failed > 0)
        .map((tally) => `${target.id}, ${prompt}, ${tally.name}: ${wordFailure(tally)}`),
    ),
  );
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `and ${pluralize(lines.length - MOST_LINES, "more failed check")}`];
}

/** Why a check was failed, and how often where rounds differ. */
export function wordFailure({ passed, failed, untold, because = "" }: CheckTally): string {
  const rounds = passed + failed + untold;
  return failed < rounds ? `${because} (${failed} of ${pluralize(rounds, "round")})` : because;
}
