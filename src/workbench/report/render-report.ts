import { parseHTML } from "linkedom";
import type { Sample } from "../../core/sample.ts";
import { toSampleCsv } from "../../report/csv/to-sample-csv.ts";
import { toTargetCsv } from "../../report/csv/to-target-csv.ts";
import { toHtmlReport } from "../../report/html/to-html-report.ts";
import { toReportJson } from "../../report/json/to-report-json.ts";
import { toMarkdown } from "../../report/markdown/to-markdown.ts";
import type { ReportInput } from "../../report/report-input.ts";
import { outputRates } from "../../report/workshop/output-rates.ts";
import {
  toWorkshopMarkdown,
  WORKSHOP_JSON_FILE,
  WORKSHOP_MARKDOWN_FILE,
} from "../../report/workshop/to-workshop-markdown.ts";
import { toWorkshopRows } from "../../report/workshop/to-workshop-rows.ts";
import { workshopDifferences } from "../../report/workshop/workshop-differences.ts";

/** The forms of a report. `samples` is a table of requests, `workshop` the JSON rows of the workshop's own script. */
export const REPORT_FORMS = ["json", "csv", "samples", "markdown", "html", "workshop", "workshop-markdown"] as const;
export type ReportForm = (typeof REPORT_FORMS)[number];

/** The file that a form is written to in the run's folder. */
export const REPORT_FILES: Readonly<Record<ReportForm, string>> = {
  json: "report.json",
  csv: "report.csv",
  samples: "samples.csv",
  markdown: "report.md",
  html: "report.html",
  workshop: WORKSHOP_JSON_FILE,
  "workshop-markdown": WORKSHOP_MARKDOWN_FILE,
};

export interface RenderInput extends ReportInput {
  readonly samples: readonly Sample[];
}

/** The report of a run in one form, as the text of a file. */
export async function renderReport(form: ReportForm, input: RenderInput): Promise<string> {
  switch (form) {
    case "json":
      return `${JSON.stringify(toReportJson(input), null, 2)}\n`;
    case "csv":
      return toTargetCsv(input.summary);
    case "samples":
      return (await Array.fromAsync(toSampleCsv(input.samples))).join("");
    case "markdown":
      return toMarkdown(input);
    case "html":
      return toHtmlReport({ ...input, document: createDocument() });
    case "workshop":
      return `${JSON.stringify(await workshopRows(input), null, 2)}\n`;
    case "workshop-markdown":
      return toWorkshopMarkdown(await workshopRows(input));
    default:
      return form satisfies never;
  }
}

/** What the workshop form's figures do otherwise than the workshop's own script, one sentence each. */
export async function explainWorkshopForm({ summary, samples }: RenderInput): Promise<readonly string[]> {
  return workshopDifferences(summary, await outputRates(samples));
}

async function workshopRows({ summary, samples }: RenderInput) {
  return toWorkshopRows(summary, await outputRates(samples));
}

function createDocument(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document;
}
