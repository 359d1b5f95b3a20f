import { allWarnings } from "../../src/report/content/all-warnings.ts";
import { environmentFacts } from "../../src/report/content/machine-facts.ts";
import { mergeAlike } from "../../src/report/content/merge-alike.ts";
import { targetKeys } from "../../src/report/content/target-keys.ts";
import { comparisonTable } from "../../src/report/format/comparison-table.ts";
import type { ReportJson } from "../../src/report/json/to-report-json.ts";
import { withoutTwins } from "../../src/selection/check-twins.ts";
import { explainRecommendation } from "../../src/selection/explain-recommendation.ts";
import { FigureTable } from "./figure-table.tsx";
import { RunPicture } from "./run-picture.tsx";
import { RunQualityCard } from "./run-quality.tsx";

/** What stands behind a verdict: figures, reasons, a picture, and the rest folded. */
export function RunReport({ report }: { readonly report: ReportJson }) {
  const summary = withoutTwins(report.summary);
  const verdict = report.recommendation?.verdict;
  return (
    <>
      <section class="card">
        <FigureTable
          table={comparisonTable(summary)}
          caption="Comparison of the models"
          taken={
            verdict !== undefined && "target" in verdict && verdict.type !== "measured" ? verdict.target : undefined
          }
          keys={targetKeys(summary)}
        />
      </section>
      <div class="cards run-why">
        <Reasons report={report} />
        <RunPicture id={report.summary.run.id} />
      </div>
      <RunQualityCard report={{ ...report, summary }} />
      <Background report={report} />
    </>
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
          <Lines lines={sentences} />
        </div>
      ))}
    </section>
  );
}

function Background({ report: { summary } }: { readonly report: ReportJson }) {
  const lines = allWarnings(summary).map(({ target, warning }) => ({ target, message: warning.message }));
  const warnings = mergeAlike(lines).map(({ targets, message }) =>
    targets.length === 0 ? message : `${targets.join(", ")}: ${message}`,
  );
  const failed = summary.scorecards.flatMap(({ target, error }) =>
    error === undefined ? [] : [`${target.id}: ${error.message} ${error.hint ?? ""}`],
  );
  return (
    <section class="card">
      {failed.length > 0 && (
        <details open>
          <summary>Failed models ({failed.length})</summary>
          <Lines lines={failed} />
        </details>
      )}
      {warnings.length > 0 && (
        <details>
          <summary>Warnings ({warnings.length})</summary>
          <Lines lines={warnings} />
        </details>
      )}
      <details>
        <summary>Machine and plan</summary>
        <dl class="run-facts">
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

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul class="run-reasons">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
