import { useState } from "preact/hooks";
import { pluralize } from "../../src/lib/pluralize.ts";
import { runState } from "../../src/report/content/run-state.ts";
import type { ReportJson } from "../../src/report/json/to-report-json.ts";
import { explainHeadline } from "../../src/selection/explain-headline.ts";
import type { RunState } from "../../src/wire/assay/run-events.ts";
import { runReportSchema } from "../../src/wire/assay/runs.ts";
import { toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { describeTime, describeVerdict } from "./describe-run.ts";
import { RemoveRun } from "./remove-run.tsx";
import { ReportLinks } from "./report-links.tsx";
import { ResumeRun } from "./resume-run.tsx";
import { RunReport } from "./run-report.tsx";

/** A report stays the same but for limits that the project's settings may have got since. */
const REPORT_MS = 10 * 60_000;

export interface RecordedRunProps {
  readonly state: RunState;
  /** Called when it goes on. */
  readonly onResume: () => void;
}

/** A run that has ended, or was cut: first the answer, then the figures that carry it, then everything else. */
export function RecordedRun({ state, onResume }: RecordedRunProps) {
  const [report, setReport] = useState<ReportJson>();
  const hasSamples = state.done > 0;
  const { failure, readNow } = usePolled(async (signal) => {
    if (hasSamples) setReport(await readReport(state.id, signal));
  }, REPORT_MS);
  return (
    <div class="cards">
      <section class="card run-verdict-card">
        <p class="run-kicker">{state.status === "complete" ? "Recommendation" : state.status}</p>
        <h1>{headlineOf(state, report)}</h1>
        <Doubts state={state} report={report} />
        <p class="muted small">
          {describeTime(state.createdAt)} · {state.targets.join(", ")} · {pluralize(state.prompts.count, "prompt")} (
          {state.prompts.name}) × {pluralize(state.rounds, "round")}
        </p>
        <div class="run-actions">
          {(state.status === "stopped" || state.status === "interrupted") && (
            <ResumeRun id={state.id} onResume={onResume} />
          )}
          {hasSamples && <ReportLinks id={state.id} />}
          {hasSamples && (
            <a class="button" href={toAddress("rate", state.id)}>
              Rate answers
            </a>
          )}
          {state.status === "complete" && isDisturbed(report) && (
            <ResumeRun id={state.id} onResume={onResume} isAgain />
          )}
          <RemoveRun id={state.id} />
        </div>
      </section>
      {failure !== undefined && <Failure error={failure} onRetry={readNow} />}
      {report === undefined && failure === undefined && hasSamples && <p class="muted">Reading its figures ...</p>}
      {report !== undefined && <RunReport report={report} />}
    </div>
  );
}

/** The page and the service are of one version, so what it sends is what the report of this version is. */
async function readReport(id: string, signal: AbortSignal): Promise<ReportJson> {
  const path = `/assay/v1/runs/${encodeURIComponent(id)}`;
  return (await askService(path, runReportSchema, { signal })) as unknown as ReportJson;
}

function headlineOf({ status, ended }: RunState, report: ReportJson | undefined): string {
  const recommendation = report?.recommendation;
  if (recommendation !== undefined && status !== "failed") return explainHeadline(recommendation.verdict, []);
  return describeVerdict({ status: status === "stopping" ? "running" : status, verdict: ended?.verdict });
}

/** Why the verdict may not hold: the run is not whole, or something disturbed it. */
function Doubts({ state, report }: { readonly state: RunState; readonly report: ReportJson | undefined }) {
  const part = report && runState(report.summary);
  const disturbances = report?.recommendation?.disturbances ?? [];
  return (
    <>
      {part !== undefined && <p class="run-notice">{part}</p>}
      {state.ended?.error !== undefined && <p class="bad">{state.ended.error.message}</p>}
      {disturbances.length > 0 && (
        <p class="bad small">Timing was disturbed, and nothing is concluded from it: {disturbances.join("; ")}.</p>
      )}
    </>
  );
}

function isDisturbed(report: ReportJson | undefined): boolean {
  return (report?.recommendation?.disturbances.length ?? 0) > 0;
}
