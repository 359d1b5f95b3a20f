import type { ScoreOverview } from "../../src/bench/summary/run-scores.ts";
import { pluralize } from "../../src/lib/pluralize.ts";
import { type QualitySources, qualitySources } from "../../src/report/content/quality-sources.ts";
import type { ReportJson } from "../../src/report/json/to-report-json.ts";
import { describeDisagreement } from "../../src/report/judging/describe-disagreement.ts";
import { describeFitness, describeRelation } from "../../src/report/judging/describe-judging.ts";
import { describePreferences, preferencesTable } from "../../src/report/judging/describe-preferences.ts";
import { toAddress } from "../shell/address.ts";
import { Disputes } from "./disputes.tsx";
import { PlainTable } from "./plain-table.tsx";
import { Scroll } from "./scroll.tsx";

/** How good the answers are and who says so, apart by source. */
export function RunQualityCard({ report: { summary } }: { readonly report: ReportJson }) {
  const { run, scores } = summary;
  const sources = qualitySources(summary);
  return (
    <section class="card run-quality">
      <h2>Quality, by who says so</h2>
      {sources === undefined ? (
        <p class="muted">Nothing was scored: no prompt has facets or checks, and nobody has rated the answers.</p>
      ) : (
        <Sources sources={sources} />
      )}
      <People id={run.id} scores={scores} />
      <Judge id={run.id} judge={scores?.judge} />
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

interface PeopleProps {
  readonly id: string;
  readonly scores: ScoreOverview | undefined;
}

function People({ id, scores: { people, preferences } = { items: 0 } }: PeopleProps) {
  return (
    <>
      <h3>People</h3>
      {people === undefined && preferences === undefined && (
        <p class="muted small">
          Nobody has rated these answers yet: <a href={toAddress("rate", id)}>one by one</a>, or{" "}
          <a href={toAddress("rate", id, "pairs")}>two side by side</a>.
        </p>
      )}
      {people !== undefined && (
        <p class="small">
          Scored by {people.raters.map(({ by, items }) => `${by} (${pluralize(items, "answer")})`).join(", ")}.
        </p>
      )}
      {preferences !== undefined && <Preferences preferences={preferences} />}
      <Disputes
        id={id}
        title="Most disputed answers"
        answers={(people?.disputes ?? []).map(({ item, promptId, answer, criterion, targets, scores }) => {
          const given = scores.map(({ by, score }) => `${by} ${score}`).join(", ");
          return { item, promptId, answer, said: `${criterion}: ${given} (prompt ${promptId}, ${targets.join(", ")})` };
        })}
      />
    </>
  );
}

function Preferences({ preferences }: { readonly preferences: NonNullable<ScoreOverview["preferences"]> }) {
  const { people, targets } = preferences;
  return (
    <>
      <p class="small">
        Compared side by side by {people.map(({ by, pairs }) => `${by} (${pluralize(pairs, "pair")})`).join(", ")}.
      </p>
      <PlainTable table={preferencesTable(targets)} caption="Whose answers people prefer" />
      <details>
        <summary>How far this can be relied on</summary>
        <ul class="run-reasons small">
          {describePreferences(preferences).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

interface JudgeProps {
  readonly id: string;
  readonly judge: ScoreOverview["judge"];
}

function Judge({ id, judge }: JudgeProps) {
  if (judge === undefined)
    return (
      <>
        <h3>A judge</h3>
        <p class="muted small">
          No model has judged these answers yet: <code>assay judge {id} --by &lt;model&gt;</code>
        </p>
      </>
    );
  return (
    <>
      <h3>Judge {judge.judge}</h3>
      <ul class="run-reasons small">
        {[...describeFitness(judge.fitness), ...judge.relations.map(describeRelation)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Disputes
        id={id}
        title="Where the judge and people differ most"
        answers={judge.disagreements.map((one) => ({ ...one, said: describeDisagreement(one) }))}
      />
    </>
  );
}
