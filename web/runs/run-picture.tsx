import { useEffect, useState } from "preact/hooks";
import type { Chart } from "../../src/report/charts/chart.ts";
import { qualityChart } from "../../src/report/charts/quality-chart.ts";
import { targetKeys } from "../../src/report/content/target-keys.ts";
import type { ReportJson } from "../../src/report/json/to-report-json.ts";
import { withoutTwins } from "../../src/selection/check-twins.ts";

/** Quality against latency, as the report draws it; nothing where either was not measured. */
export function RunPicture({ report }: { readonly report: ReportJson }) {
  const [chart, setChart] = useState<Chart>();
  useEffect(() => {
    let isGone = false;
    draw(report).then(
      (drawn) => isGone || setChart(drawn),
      // The figures beside it say the same: without the picture nothing is missing.
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [report]);
  if (chart === undefined) return null;
  return (
    <figure class="card run-picture">
      <figcaption>
        <h2>{chart.title}</h2>
        {chart.caption.map((line) => (
          <p key={line} class="muted small">
            {line}
          </p>
        ))}
      </figcaption>
      <Drawing class="chart-wide" markup={chart.wide} />
      <Drawing class="chart-narrow" markup={chart.narrow} />
    </figure>
  );
}

/** Markup that the chart library made; names in it are text there already. */
function Drawing({ class: name, markup }: { readonly class: string; readonly markup: string }) {
  return <div class={name} dangerouslySetInnerHTML={{ __html: markup }} />;
}

async function draw({ summary: all, recommendation }: ReportJson): Promise<Chart | undefined> {
  const plot = await import("@observablehq/plot");
  const summary = withoutTwins(all);
  // Drawn in a document of its own, as the library puts a style sheet beside its drawing that this page's policy refuses.
  const pen = { plot, document: document.implementation.createHTMLDocument() };
  return qualityChart({ summary, recommendation, points: [], keys: targetKeys(summary), pen });
}
