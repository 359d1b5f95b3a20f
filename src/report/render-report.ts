import type { SampleInput } from "./content/report-input.ts";
import { toSampleCsv } from "./csv/to-sample-csv.ts";
import { toTargetCsv } from "./csv/to-target-csv.ts";
import { toHtmlReport } from "./html/to-html-report.ts";
import { toReportJson } from "./json/to-report-json.ts";
import { toMarkdown } from "./markdown/to-markdown.ts";
import { outputRates } from "./workshop/output-rates.ts";
import { toWorkshopMarkdown } from "./workshop/to-workshop-markdown.ts";
import { toWorkshopRows } from "./workshop/to-workshop-rows.ts";

/** A form of a report: the file that it is written to in the run's folder, and its text. */
interface ReportFormDefinition {
  readonly file: string;
  readonly render: (input: SampleInput) => string | Promise<string>;
}

/**
 * All forms of a report; a new one is a folder and a line here.
 *
 * `samples` is a table of requests, `workshop` the JSON rows of the workshop's own script, whose files have its names.
 */
const FORMS = {
  json: { file: "report.json", render: (input) => toJson(toReportJson(input)) },
  csv: { file: "report.csv", render: ({ summary }) => toTargetCsv(summary) },
  samples: {
    file: "samples.csv",
    render: async ({ samples }) => (await Array.fromAsync(toSampleCsv(samples))).join(""),
  },
  markdown: { file: "report.md", render: toMarkdown },
  html: { file: "report.html", render: toHtmlReport },
  workshop: { file: "benchmark_report.json", render: async (input) => toJson(await workshopRows(input)) },
  "workshop-markdown": {
    file: "benchmark_report.md",
    render: async (input) => toWorkshopMarkdown(await workshopRows(input)),
  },
} as const satisfies Readonly<Record<string, ReportFormDefinition>>;

export type ReportForm = keyof typeof FORMS;

export const REPORT_FORMS = Object.keys(FORMS) as readonly ReportForm[];

/** The report of a run in one form, as the text of a file. */
export async function renderReport(form: ReportForm, input: SampleInput): Promise<string> {
  return FORMS[form].render(input);
}

/** The name of the file that a form is written to in the run's folder. */
export function reportFile(form: ReportForm): string {
  return FORMS[form].file;
}

async function workshopRows({ summary, samples }: SampleInput) {
  return toWorkshopRows(summary, await outputRates(samples));
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
