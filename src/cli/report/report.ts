import { AssayError } from "../../core/errors.ts";
import { parseAcceptable } from "../../quality/acceptable/parse-acceptable.ts";
import { readRubric } from "../../quality/rubric/file/read-rubric.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readReport } from "../../workbench/report/read-report.ts";
import { writeReports } from "../../workbench/report/write-reports.ts";
import type { CommandContext } from "../options/command-context.ts";
import type { RecommendationOptions } from "../options/recommendation-options.ts";
import type { ShownForm } from "../options/shown-form.ts";
import { printReport } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ReportOptions extends RecommendationOptions {
  readonly id: string;
  /** Absent: all files are written into the run's folder. */
  readonly format: ShownForm | undefined;
  readonly samples: boolean;
  readonly output: string | undefined;
  /** Another rule of what is acceptable than the plan's. */
  readonly acceptable: string | undefined;
  readonly json: boolean;
  /** Folder of the runs. */
  readonly runs: string;
}

/** `assay report` */
export async function report(options: ReportOptions, { terminal, workspace }: CommandContext): Promise<number> {
  const { id, runs, weights, output, samples } = options;
  if (output !== undefined && options.format === undefined && !options.json)
    throw new AssayError({
      code: "invalid-input",
      message: `Which form is to be written to ${output} was not said.`,
      hint: "Add --format html, or another one that `assay report --help` names.",
    });
  const acceptable =
    options.acceptable === undefined
      ? undefined
      : parseAcceptable(options.acceptable, await readRubric({ directory: workspace.directory }));
  const read = await readReport(id, createRunStore({ directory: runs }), { settings: options, weights, acceptable });
  const asked = options.json ? "json" : options.format;
  const form = asked === "csv" && samples ? "samples" : asked;
  if (form !== undefined) await printReport(read, { form, output }, terminal);
  else {
    const written = await writeReports(read.directory ?? ".", read);
    for (const path of Object.values(written)) terminal.print(path);
  }
  return EXIT.ok;
}
