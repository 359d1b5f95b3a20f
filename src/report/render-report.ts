import type { SampleInput } from "./content/report-input.ts";
import { withoutFolders } from "./content/without-folders.ts";

/** A form of a report: the file that it is written to in the run's folder, and its text. */
interface ReportFormDefinition {
  readonly file: string;
  /** Imports what makes it; nothing of it is loaded before. */
  readonly render: (input: SampleInput) => Promise<string>;
}

/**
 * All forms of a report; a new one is a folder and a line here.
 *
 * `samples` is a table of requests, `workshop` the JSON rows of the workshop's own script, whose files have its names.
 */
const FORMS = {
  json: {
    file: "report.json",
    render: async (input) => toJson((await import("./json/to-report-json.ts")).toReportJson(input)),
  },
  csv: {
    file: "report.csv",
    render: async (input) => (await import("./csv/to-target-csv.ts")).toTargetCsv(input),
  },
  samples: {
    file: "samples.csv",
    render: async ({ samples }) => {
      const { toSampleCsv } = await import("./csv/to-sample-csv.ts");
      return (await Array.fromAsync(toSampleCsv(samples))).join("");
    },
  },
  markdown: {
    file: "report.md",
    render: async (input) => (await import("./markdown/to-markdown.ts")).toMarkdown(input),
  },
  html: {
    file: "report.html",
    render: async (input) => (await import("./html/to-html-report.ts")).toHtmlReport(input),
  },
  workshop: { file: "benchmark_report.json", render: async (input) => toJson(await workshopRows(input)) },
  "workshop-markdown": {
    file: "benchmark_report.md",
    render: async (input) =>
      (await import("./workshop/to-workshop-markdown.ts")).toWorkshopMarkdown(await workshopRows(input)),
  },
} as const satisfies Readonly<Record<string, ReportFormDefinition>>;

export type ReportForm = keyof typeof FORMS;

export const REPORT_FORMS = Object.keys(FORMS) as readonly ReportForm[];

/** The report of a run in one form, as the text of a file, fit to be handed on: no folder and no user of this machine is in it. */
export async function renderReport(form: ReportForm, input: SampleInput): Promise<string> {
  return FORMS[form].render(withoutFolders(input));
}

/** The name of the file that a form is written to in the run's folder. */
export function reportFile(form: ReportForm): string {
  return FORMS[form].file;
}

async function workshopRows({ summary, samples }: SampleInput) {
  const { outputRates } = await import("./workshop/output-rates.ts");
  const { toWorkshopRows } = await import("./workshop/to-workshop-rows.ts");
  return toWorkshopRows(summary, await outputRates(samples));
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
