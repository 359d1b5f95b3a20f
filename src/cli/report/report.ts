import { AssayError } from "../../core/errors.ts";
import type { JournalEntry } from "../../core/run.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readRun } from "../../workbench/report/read-run.ts";
import { recommendRuns } from "../../workbench/report/recommend-runs.ts";
import {
  explainWorkshopForm,
  REPORT_FORMS,
  type RenderInput,
  type ReportForm,
  renderReport,
} from "../../workbench/report/render-report.ts";
import { writeReports, writeText } from "../../workbench/report/write-reports.ts";
import type { CommandContext } from "../options/command-context.ts";
import { CONSTRAINT_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { renderResult } from "../render/result.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay report` and `assay run show` */
export async function report(id: string, options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const { settings } = await readCommandSettings(options, ["runs", ...CONSTRAINT_SETTINGS], workspace);
  const { summary, entries, directory } = await readRun(createRunStore({ directory: settings.runs }), id);
  const weights = typeof options.weights === "string" ? options.weights : undefined;
  const recommendation = recommendRuns([summary], settings, weights);
  const input = { summary, recommendation, samples: samplesOf(entries) };
  const form = options.json === true ? "json" : options.format;
  if (form === "table") terminal.print(renderResult(summary, recommendation, terminal));
  else if (form === undefined) {
    const written = await writeReports(directory ?? ".", input);
    for (const path of Object.values(written)) terminal.print(path);
  } else await printForm(toForm(form, options), input, options, terminal, directory);
  return EXIT.ok;
}

/** Prints one form, or writes it where `--output` says. The workshop's form comes with its Markdown file and what differs. */
export async function printForm(
  form: ReportForm,
  input: RenderInput,
  options: Options,
  terminal: Terminal,
  directory: string | undefined,
): Promise<void> {
  const text = await renderReport(form, input);
  if (typeof options.output === "string") {
    await writeText(options.output, text);
    terminal.note(`wrote ${options.output}`);
  } else terminal.out.write(text);
  if (form !== "workshop") return;
  for (const difference of await explainWorkshopForm(input)) terminal.note(`note: ${difference}`);
  if (directory === undefined) return;
  const written = await writeReports(directory, input, ["workshop-markdown", "workshop"]);
  terminal.note(`wrote ${Object.values(written).join(" and ")}`);
}

/** @throws AssayError `invalid-input` for a form that there is not */
export function toForm(given: unknown, options: Options): ReportForm {
  const name = given === "csv" && options.samples === true ? "samples" : given;
  const form = REPORT_FORMS.find((known) => known === name);
  if (form !== undefined) return form;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot write the report as --format must be one of table, ${REPORT_FORMS.join(", ")}: current value is ${String(given)}`,
  });
}

export function samplesOf(entries: readonly JournalEntry[]) {
  return entries.filter((entry) => entry.type === "sample");
}
