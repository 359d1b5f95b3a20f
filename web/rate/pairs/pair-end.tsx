import { pluralize } from "../../../src/lib/pluralize.ts";
import { type PairsSummary, pairsSummarySchema } from "../../../src/wire/assay/pairs.ts";
import { toAddress } from "../../shell/address.ts";
import { Failure } from "../../shell/failure.tsx";
import { coefficientText, shareText } from "../agreement-texts.ts";
import { useSummary } from "../use-summary.ts";
import type { PairDesk } from "./pair-desk.ts";

/** So many more are offered at the end. */
const MORE = 60;

export interface PairEndProps {
  readonly desk: PairDesk;
  readonly onMore: (most: number) => void;
}

/** Behind the last pair: who compared how many, how far they agree, and whether they lean to a side. */
export function PairEnd({ desk, onMore }: PairEndProps) {
  const { run, pairs, total } = desk.pairs;
  const { summary, failure } = useSummary(`/assay/v1/runs/${encodeURIComponent(run)}/pairs/summary`, {
    schema: pairsSummarySchema,
    isReady: desk.outbox.unsent.value.length === 0,
  });
  const left = desk.left.value;
  const more = Math.min(MORE, total - pairs.length);
  return (
    <section class="card rate-end">
      <h2>{left === 0 ? "All pairs are compared" : `${pluralize(left, "pair")} left`}</h2>
      {failure !== undefined && <Failure error={failure} />}
      {summary !== undefined && <Found summary={summary} />}
      <div class="run-actions">
        {more > 0 && (
          <button type="button" onClick={() => onMore(pairs.length + more)}>
            Compare {more} more
          </button>
        )}
        <button type="button" onClick={() => desk.goTo(pairs.length - 1)}>
          Back to the answers
        </button>
        <a class="button" href={toAddress("runs", run)}>
          Show the run and its models
        </a>
      </div>
    </section>
  );
}

function Found({ summary: { people, bias, agreement } }: { readonly summary: PairsSummary }) {
  return (
    <>
      {people.map(({ by, pairs, left }) => (
        <p key={by}>
          <b>{by}</b>: {pluralize(pairs, "pair")}
          {left.of > 0 && <span class="muted">, answer 1 chosen in {countText(left)}</span>}
        </p>
      ))}
      {bias.longer.of > 0 && (
        <p class="muted">The longer answer was chosen in {countText(bias.longer)} choices for one side.</p>
      )}
      {agreement.items > 0 && (
        <>
          <h2>How far people agree</h2>
          <ul>
            <li>
              {[`All, over ${pluralize(agreement.items, "pair")}`, ...coefficientText("alpha", agreement.alpha)].join(
                ", ",
              )}
            </li>
            {agreement.pairs.map(({ raters, kappa, exact }) => (
              <li key={raters.join()}>
                {raters.join(" and ")}:{" "}
                {[...shareText("same choice", exact), ...coefficientText("kappa", kappa)].join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function countText({ pairs, of, low, high }: PairsSummary["bias"]["left"]): string {
  const ends =
    low === undefined || high === undefined ? "" : ` (${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)}%)`;
  return `${pairs} of ${of}${ends}`;
}
