import type { Sample } from "../../core/sample.ts";
import { formatQuantity } from "../format/format-quantity.ts";
import type { ReportJson } from "../json/to-report-json.ts";
import { Html, html, type Section } from "./html.ts";

/** Most that raw samples, and the summary beside them, may each add to a page. */
const MOST_EMBEDDED_BYTES = 5_000_000;

export interface EmbeddedData {
  add(sample: Sample): void;
  /** The data of the page, and what it says of them. */
  section(report: ReportJson): Section;
}

/** Gathers raw samples for a page and lets go of all of them once they are too many. */
export function createEmbeddedData(limitBytes: number = MOST_EMBEDDED_BYTES): EmbeddedData {
  const encoder = new TextEncoder();
  let lines: string[] | undefined = [];
  let bytes = 0;
  let count = 0;
  return {
    add(sample) {
      count += 1;
      if (lines === undefined) return;
      const line = JSON.stringify(sample);
      bytes += encoder.encode(line).length + 2;
      if (bytes > limitBytes) lines = undefined;
      else lines.push(line);
    },
    section(report) {
      const whole = JSON.stringify(report);
      const fits = encoder.encode(whole).length <= limitBytes;
      const json = fits ? whole : JSON.stringify(withoutPrompts(report));
      const limit = formatQuantity(limitBytes, "bytes");
      const body = html`<p>${
        lines === undefined
          ? `The ${count.toLocaleString("en-US")} raw samples take more than ${limit} and are not in this page: samples.jsonl of the run holds them.`
          : `This page holds its ${count.toLocaleString("en-US")} raw samples (${formatQuantity(bytes, "bytes")}) as JSON in the element assay-samples.`
      } ${
        fits
          ? "The summary is in the element assay-report."
          : `The summary in the element assay-report leaves out the single prompts, with which it would take more than ${limit}.`
      }</p>${embedJson("assay-report", json)}${lines !== undefined && embedJson("assay-samples", `[${lines.join(",\n")}]`)}`;
      return { id: "data", title: "Data", body };
    },
  };
}

function withoutPrompts(report: ReportJson): ReportJson {
  const { summary } = report;
  const { plan } = summary.run;
  return {
    ...report,
    summary: {
      ...summary,
      run: { ...summary.run, plan: { ...plan, prompts: { ...plan.prompts, prompts: [] } } },
      scorecards: summary.scorecards.map((card) => ({ ...card, prompts: [] })),
    },
  };
}

/** A data block that a page holds and no browser runs: JSON in which nothing can end the element or start another. */
export function embedJson(id: "assay-report" | "assay-samples", json: string): Html {
  const safe = json.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return new Html(`<script type="application/json" id="${id}">${safe}</script>`);
}
