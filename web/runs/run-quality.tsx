import { useState } from "preact/hooks";
import { pluralize } from "../../src/lib/pluralize.ts";
import { type QualitySources, qualitySources } from "../../src/report/content/quality-sources.ts";
import type { ReportJson } from "../../src/report/json/to-report-json.ts";
import { type RunQuality, runQualitySchema } from "../../src/wire/assay/run-quality.ts";
import { toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { Disputes } from "./disputes.tsx";
import { PlainTable } from "./plain-table.tsx";
import { Scroll } from "./scroll.tsx";

/** People may score while the page is open. */
const AGAIN_MS = 30_000;

/** How good the answers are and who says so, apart by source. */
export function RunQualityCard({ report }: { readonly report: ReportJson }) {
  const { id } = report.summary.run;
  const [said, setSaid] = useState<RunQuality>();
  const { failure, readNow } = usePolled(async (signal) => {
    setSaid(await askService(`/assay/v1/runs/${encodeURIComponent(id)}/quality`, runQualitySchema, { signal }));
  }, AGAIN_MS);
  const sources = qualitySources(report.summary);
  return (
    <section class="card run-quality">
      <h2>Quality, by who says so</h2>
      {sources === undefined ? (
        <p class="muted">Nothing was scored: no prompt has facets or checks, and nobody has rated the answers.</p>
      ) : (
        <Sources sources={sources} />
      )}
      {failure !== undefined && <Failure error={failure} onRetry={readNow} />}
      {said !== undefined && <People id={id} said={said} />}
    </section>
  );
}

function Sources({ sources: { sentence, sources, rows } }: { readonly sources: QualitySources }) {
  return (
    <>
      <p class="small">{sentence}</p>
      <Scroll label="Quality by source">
        <table class="run-figures">
          <caption class="hidden">Quality by source</caption>
          <thead>
            <tr>
              <th scope="col" class="run-head run-stuck">
                Model
              </th>
              {sources.map(({ source, label, unit, isTaken }) => (
                <th key={source} scope="col" class="run-head number">
                  {label}
                  <small>
                    {unit}, {isTaken ? "decides" : "beside"}
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ target, cells }) => (
              <tr key={target}>
                <th scope="row" class="run-stuck">
                  {target}
                </th>
                {cells.map(({ main, detail, because }, index) => (
                  <td key={sources[index]?.source} class="number" title={because}>
                    {main}
                    {detail !== undefined && <small>{detail}</small>}
                    {because !== undefined && <span class="hidden"> {because}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function People({ id, said: { people, disputes, preferences } }: { readonly id: string; readonly said: RunQuality }) {
  return (
    <>
      <h3>People</h3>
      {people.length === 0 && preferences === undefined && (
        <p class="muted small">
          Nobody has rated these answers yet: <a href={toAddress("rate", id)}>one by one</a>, or{" "}
          <a href={toAddress("rate", id, "pairs")}>two side by side</a>.
        </p>
      )}
      {people.length > 0 && (
        <p class="small">
          Scored by {people.map(({ by, items }) => `${by} (${pluralize(items, "answer")})`).join(", ")}.
        </p>
      )}
      {preferences !== undefined && (
        <>
          <p class="small">
            Compared side by side by{" "}
            {preferences.people.map(({ by, pairs }) => `${by} (${pluralize(pairs, "pair")})`).join(", ")}.
          </p>
          <PlainTable table={preferences.table} caption="Whose answers people prefer" />
          <details>
            <summary>How far this can be relied on</summary>
            <ul class="run-reasons small">
              {preferences.sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </details>
        </>
      )}
      {disputes.length > 0 && <Disputes id={id} disputes={disputes} />}
    </>
  );
}
