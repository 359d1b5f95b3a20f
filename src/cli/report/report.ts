import { createRunStore } from "../../store/create-run-store.ts";
import { readReport } from "../../workbench/report/read-report.ts";
import { writeReports } from "../../workbench/report/write-reports.ts";
import type { CommandContext } from "../options/command-context.ts";
import { CONSTRAINT_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { printReport, toForm } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay report` */
export async function report(id: string, options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const { settings } = await readCommandSettings(options, ["runs", ...CONSTRAINT_SETTINGS], workspace);
  const weights = typeof options.weights === "string" ? options.weights : undefined;
  const read = await readReport(id, createRunStore({ directory: settings.runs }), { settings, weights });
  const given = options.json === true ? "json" : options.format;
  if (given === undefined) {
    const written = await writeReports(read.directory ?? ".", read);
    for (const path of Object.values(written)) terminal.print(path);
  } else {
    const output = typeof options.output === "string" ? options.output : undefined;
    await printReport(read, { form: toForm(given, options), output }, terminal);
  }
  return EXIT.ok;
}
