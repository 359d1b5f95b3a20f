import type { RunSummary } from "../../bench/summary/scorecard.ts";
import type { Sample } from "../../core/sample.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { toTargetCsv } from "../csv/to-target-csv.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import { toReportJson } from "../json/to-report-json.ts";
import { type Html, html, type Section } from "./html.ts";

/** Most that raw samples, and the summary, may each take before they are packed. */
const MOST_BYTES = 5_000_000;

export interface Downloads {
  /** Takes the next sample; lets go of all of them once they are too many. */
  add(sample: Sample): void;
  /** Links to the data of the page, which lie within it. */
  section(summary: RunSummary, recommendation: Recommendation | undefined): Promise<Section>;
}

/** Gathers what a reader may take from the page: the figures as CSV, everything as packed JSON. */
export function createDownloads(limitBytes: number = MOST_BYTES): Downloads {
  const encoder = new TextEncoder();
  let lines: string[] | undefined = [];
  let bytes = 0;
  let count = 0;
  return {
    add(sample) {
      count += 1;
      if (lines === undefined) return;
      const line = JSON.stringify(sample);
      bytes += encoder.encode(line).length + 1;
      if (bytes > limitBytes) lines = undefined;
      else lines.push(line);
    },
    async section(summary, recommendation) {
      const whole = JSON.stringify(toReportJson({ summary, recommendation }));
      const fits = encoder.encode(whole).length <= limitBytes;
      const json = fits ? whole : JSON.stringify(toReportJson({ summary: withoutPrompts(summary), recommendation }));
      const limit = formatQuantity(limitBytes, "bytes");
      const requests = `${count.toLocaleString("en-US")} raw requests`;
      const body = html`<ul class="downloads">
<li>${link("report.csv", `data:text/csv;charset=utf-8,${encodeURIComponent(toTargetCsv({ summary, recommendation }))}`)} the figures of every model, one row each</li>
<li>${link("report.json.gz", await packed(json))} the whole summary${!fits && `, without the single prompts, with which it would take more than ${limit}`}</li>
<li>${
        lines === undefined
          ? `The ${requests} take more than ${limit} and are not in this page: samples.jsonl of the run holds them.`
          : html`${link("samples.jsonl.gz", await packed(`${lines.join("\n")}\n`))} the ${requests}, one line each`
      }</li>
</ul><p class="muted">Files that end in .gz are packed with gzip. The folder of the run has all of them unpacked.</p>`;
      return { id: "downloads", title: "Downloads", body, folded: true };
    },
  };
}

function link(name: string, address: string): Html {
  return html`<a download="${name}" href="${address}">${name}</a>`;
}

async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return `data:application/gzip;base64,${btoa(binary)}`;
}

function withoutPrompts(summary: RunSummary): RunSummary {
  const { run } = summary;
  const { plan } = run;
  return {
    ...summary,
    run: { ...run, plan: { ...plan, prompts: { ...plan.prompts, prompts: [] } } },
    scorecards: summary.scorecards.map((card) => ({ ...card, prompts: [] })),
  };
}
