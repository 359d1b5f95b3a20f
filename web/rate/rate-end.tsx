import { pluralize } from "../../src/lib/pluralize.ts";
import { type RatingSummary, ratingSummarySchema } from "../../src/wire/assay/ratings.ts";
import { toAddress } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import { coefficientText, shareText } from "./agreement-texts.ts";
import type { Desk } from "./desk.ts";
import type { Criterion } from "./own-scores.ts";
import { useSummary } from "./use-summary.ts";

/** Behind the last answer: who scored how much, and how far these people agree. */
export function RateEnd({ desk }: { readonly desk: Desk }) {
  const { run, items, criteria } = desk.ratings;
  const { summary, failure } = useSummary(`/assay/v1/runs/${encodeURIComponent(run)}/ratings/summary`, {
    schema: ratingSummarySchema,
    isReady: desk.outbox.unsent.value.length === 0,
  });
  const left = desk.own.left.value;
  return (
    <section class="card rate-end">
      <h2>{left === 0 ? "All answers are scored" : `${pluralize(left, "answer")} left`}</h2>
      {failure !== undefined && <Failure error={failure} />}
      {summary?.people.map(({ by, items: done, scores }) => (
        <p key={by}>
          <b>{by}</b>: {done} of {pluralize(items.length, "answer")}, {pluralize(scores, "score")}
        </p>
      ))}
      {summary !== undefined && <Agreement summary={summary} criteria={criteria} />}
      <div class="run-actions">
        <button type="button" onClick={() => desk.goTo({ item: items.length - 1, criterion: 0 })}>
          Back to the answers
        </button>
        <a class="button" href={toAddress("runs", run)}>
          Show the run and its models
        </a>
      </div>
    </section>
  );
}

interface AgreementProps {
  readonly summary: RatingSummary;
  readonly criteria: readonly Criterion[];
}

/** Nothing where no answer was scored by two people; a figure that cannot be computed is left out. */
function Agreement({ summary: { agreement }, criteria }: AgreementProps) {
  if (agreement.length === 0) return null;
  return (
    <>
      <h2>How far people agree</h2>
      <ul>
        {agreement.map(({ criterion, items, alpha, pairs }) => (
          <li key={criterion}>
            <b>{criteria.find(({ id }) => id === criterion)?.name ?? criterion}</b>,{" "}
            {[`over ${pluralize(items, "answer")}`, ...coefficientText("alpha", alpha)].join(", ")}
            <ul class="muted small">
              {pairs
                .filter((pair) => pair.items > 0)
                .map(({ raters, exact, withinOne, quadraticKappa }) => (
                  <li key={raters.join()}>
                    {raters.join(" and ")}:{" "}
                    {[
                      ...shareText("same score", exact),
                      ...shareText("within one point", withinOne),
                      ...coefficientText("kappa", quadraticKappa),
                    ].join(", ")}
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
