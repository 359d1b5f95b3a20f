import { comparisonTable } from "../../report/format/comparison-table.ts";
import { toRunPicture } from "../../report/picture/to-run-picture.ts";
import { type ReportForm, renderReport } from "../../report/render-report.ts";
import { withoutTwins } from "../../selection/check-twins.ts";
import { compareRuns } from "../../selection/compare-runs.ts";
import { explainRecommendation } from "../../selection/explain-recommendation.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readRunState } from "../bench/run-events.ts";
import type { ConstraintSettings } from "../report/constraint-settings.ts";
import { readReport } from "../report/read-report.ts";
import { type ReadRun, readRun } from "../report/read-run.ts";
import { recommendRuns } from "../report/recommend-runs.ts";

/** Work on recorded runs whose result is a text. */
export type ReportJob =
  | { readonly type: "report"; readonly id: string; readonly form: ReportForm }
  | { readonly type: "picture"; readonly id: string }
  | { readonly type: "compare"; readonly base: string; readonly head: string }
  | { readonly type: "state"; readonly id: string };

export interface ReportPlace {
  /** Folder of the runs. */
  readonly directory: string;
  readonly settings: ConstraintSettings;
}

/** Does a job. @throws AssayError `run-missing`, `storage-failed` */
export async function doReportJob(job: ReportJob, { directory, settings }: ReportPlace): Promise<string> {
  const store = createRunStore({ directory });
  if (job.type === "report") return renderReport(job.form, await readReport(job.id, store, { settings }));
  if (job.type === "picture")
    return JSON.stringify({ picture: await toRunPicture(await readReport(job.id, store, { settings })) });
  if (job.type === "state") return JSON.stringify(await readRunState(job.id, store));
  const [base, head] = await Promise.all(
    [job.base, job.head].map((id) => readRun(store, id, { quality: settings.quality })),
  );
  if (base === undefined || head === undefined) return "{}";
  return JSON.stringify(compare(base, head, settings));
}

/** The comparison of two runs, with the tables of both, and where they can be merged what is recommended of all their targets. */
function compare(base: ReadRun, head: ReadRun, settings: ConstraintSettings) {
  const comparison = compareRuns(base.summary, head.summary, settings.memory);
  const recommendation =
    comparison.obstacle === undefined ? recommendRuns([base.summary, head.summary], settings, undefined) : undefined;
  return {
    base: toSide(base),
    head: toSide(head),
    ...comparison,
    recommendation: recommendation && {
      headline: recommendation.headline,
      sections: explainRecommendation(recommendation),
    },
  };
}

function toSide({ summary }: ReadRun) {
  const { run, status, disturbances } = summary;
  return {
    id: run.id,
    createdAt: run.createdAt,
    status,
    disturbances,
    table: comparisonTable(withoutTwins(summary)),
  };
}
