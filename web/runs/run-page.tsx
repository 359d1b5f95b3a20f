import { useState } from "preact/hooks";
import { allWarnings } from "../../src/report/content/all-warnings.ts";
import { environmentFacts } from "../../src/report/content/machine-facts.ts";
import { mergeAlike } from "../../src/report/content/merge-alike.ts";
import { runState } from "../../src/report/content/run-state.ts";
import { targetKeys } from "../../src/report/content/target-keys.ts";
import { comparisonTable } from "../../src/report/format/comparison-table.ts";
import type { ReportJson } from "../../src/report/json/to-report-json.ts";
import { withoutTwins } from "../../src/selection/check-twins.ts";
import { explainHeadline } from "../../src/selection/explain-headline.ts";
import { explainRecommendation } from "../../src/selection/explain-recommendation.ts";
import { runReportSchema } from "../../src/wire/assay/runs.ts";
import { toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { describeTime } from "./describe-run.ts";
import { FigureTable } from "./figure-table.tsx";
import { RemoveRun } from "./remove-run.tsx";
import { ReportLinks } from "./report-links.tsx";
import { RunPicture } from "./run-picture.tsx";

const REPORT_MS = 30_000;

/** One run: first the answer, then the figures that carry it, then everything else. */
export function RunPage({ id }: { readonly id: string }) {
  const [report, setReport] = useState<ReportJson>();
  const { failure, readNow } = usePolled(async (signal) => setReport(await readReport(id, signal)), REPORT_MS);
  return (
    <>
      <p class="crumbs">
        <a href={toAddress("runs")}>Runs</a> <span class="muted">/ {id}</span>
      </p>
      {report !== undefined ? (
        <Report id={id} report={report} />
      ) : failure === undefined ? (
        <p class="muted">Reading the run ...</p>
      ) : (
        <>
          <h1>{id}</h1>
          <Failure error={failure} onRetry={readNow} />
        </>
      )}
    </>
  );
}

/** The page and the service are of one version, so what it sends is what the report of this version is. */
async function readReport(id: string, signal: AbortSignal): Promise<ReportJson> {
  const path = `/assay/v1/runs/${encodeURIComponent(id)}`;
  return (await askService(path, runReportSchema, { signal })) as unknown as ReportJson;
}

function Report({ id, report }: { readonly id: string; readonly report: ReportJson }) {
  const { recommendation } = report;
  const summary = withoutTwins(report.summary);
  const { createdAt, plan } = summary.run;
  const state = runState(summary);
  const taken = recommendation && "target" in recommendation.verdict ? recommendation.verdict.target : undefined;
  return (
    <div class="cards">
      <section class="card verdict">
        <p class="kicker">{recommendation === undefined ? "Measured" : "Recommendation"}</p>
        <h1>
          {recommendation === undefined ? "No verdict was asked for." : explainHeadline(recommendation.verdict, [])}
        </h1>
        {state !== undefined && <p class="notice">{state}</p>}
        {recommendation !== undefined && recommendation.disturbances.length > 0 && (
          <p class="bad small">
            Timing was disturbed, and nothing is concluded from it: {recommendation.disturbances.join("; ")}.
          </p>
        )}
        <p class="muted small">
          {describeTime(createdAt)} · {plan.prompts.prompts.length} prompts ({plan.prompts.name}) × {plan.rounds} rounds
        </p>
        <div class="run-actions">
          <ReportLinks id={id} />
          <RemoveRun id={id} />
        </div>
      </section>
      <section class="card">
        <FigureTable
          table={comparisonTable(summary)}
          caption="Comparison of the models"
          taken={taken}
          keys={targetKeys(summary)}
        />
      </section>
      <div class="why">
        <Reasons report={report} />
        <RunPicture report={report} />
      </div>
      <Background report={report} />
    </div>
  );
}

function Reasons({ report: { recommendation } }: { readonly report: ReportJson }) {
  if (recommendation === undefined) return null;
  const sections = explainRecommendation(recommendation).filter(({ background }) => background !== true);
  return (
    <section class="card">
      <h2>Why</h2>
      {sections.map(({ title, sentences }) => (
        <div key={title}>
          {title !== undefined && <h3>{title}</h3>}
          <ul class="reasons">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Background({ report: { summary } }: { readonly report: ReportJson }) {
  const lines = allWarnings(summary).map(({ target, warning }) => ({ target, message: warning.message }));
  const warnings = mergeAlike(lines);
  return (
    <section class="card">
      {warnings.length > 0 && (
        <details>
          <summary>Warnings ({warnings.length})</summary>
          <ul class="reasons">
            {warnings.map(({ targets, message }) => (
              <li key={message}>
                {targets.length > 0 && <b>{targets.join(", ")}: </b>}
                {message}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>Machine and plan</summary>
        <dl class="facts">
          {environmentFacts(summary).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
