import { useState } from "preact/hooks";
import type * as z from "zod";
import type { Table } from "../../src/report/format/table.ts";
import { runComparisonSchema } from "../../src/wire/assay/compare-runs.ts";
import { addressQuery, toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { describeTime } from "./describe-run.ts";
import { FigureTable } from "./figure-table.tsx";

type Comparison = z.output<typeof runComparisonSchema>;

const NEVER_AGAIN_MS = 2 ** 31 - 1;

/** Two runs beside each other: what became of each model, in the words of the service. */
export function ComparisonPage() {
  const [comparison, setComparison] = useState<Comparison>();
  const query = addressQuery.value.toString();
  const { failure, readNow } = usePolled(async (signal) => {
    setComparison(await askService(`/assay/v1/compare?${query}`, runComparisonSchema, { signal }));
  }, NEVER_AGAIN_MS);
  return (
    <>
      <p class="run-crumbs">
        <a href={toAddress("runs")}>Runs</a> <span class="muted">/ compare</span>
      </p>
      <div class="room-head">
        <h1>Two runs compared</h1>
      </div>
      {failure !== undefined && <Failure error={failure} onRetry={readNow} />}
      {failure === undefined && comparison === undefined && <p class="muted">Comparing ...</p>}
      {comparison !== undefined && <Compared comparison={comparison} />}
    </>
  );
}

function Compared({ comparison }: { readonly comparison: Comparison }) {
  const { base, head, obstacle, disturbances, cautions, targets, recommendation } = comparison;
  return (
    <div class="cards">
      <section class="card run-verdict-card">
        {obstacle !== undefined && <p class="run-notice">Nothing is concluded, as the runs differ in {obstacle}.</p>}
        {disturbances.length > 0 && <p class="run-notice">Timing was disturbed: {disturbances.join("; ")}.</p>}
        <p class="muted small">
          The run of {describeTime(head.createdAt)} against that of {describeTime(base.createdAt)}
        </p>
        {targets.map(({ target, base: before, head: after, changes }) => (
          <div key={target}>
            <h2>{target}</h2>
            {changes.length === 0 && (
              <p class="muted">
                Measured in {before === undefined ? "the later" : after === undefined ? "the earlier" : "neither"} run
                only.
              </p>
            )}
            <ul class="run-changes">
              {changes.map(({ objective, finding, better, words, because }) => (
                <li key={objective} class="run-change">
                  <span class={`run-finding ${better === "head" ? "good" : better === "base" ? "bad" : "muted"}`}>
                    {finding === "better" ? `better ${better === "head" ? "now" : "before"}` : finding}
                  </span>
                  <span>
                    {words}
                    {because !== undefined && obstacle === undefined && <span class="muted">: {because}</span>}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
      {recommendation !== undefined && (
        <section class="card">
          <p class="run-kicker">Both together</p>
          <h2>{recommendation.headline}</h2>
        </section>
      )}
      {[head, base].map((side) => (
        <section key={side.id} class="card">
          <h2>
            <a href={toAddress("runs", side.id)}>{describeTime(side.createdAt)}</a>{" "}
            <small class="muted">{side.status}</small>
          </h2>
          <FigureTable table={side.table as unknown as Table} caption={`Figures of ${side.id}`} />
        </section>
      ))}
      {cautions.length > 0 && (
        <section class="card small">
          <ul class="run-reasons">
            {cautions.map((caution) => (
              <li key={caution}>{caution}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
