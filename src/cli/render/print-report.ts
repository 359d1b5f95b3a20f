import { relative } from "node:path";
import { renderReport } from "../../report/render-report.ts";
import { explainWorkshopForm } from "../../report/workshop/workshop-differences.ts";
import type { RunReport } from "../../workbench/report/read-report.ts";
import { writeReports, writeText } from "../../workbench/report/write-reports.ts";
import type { ShownForm } from "../options/shown-form.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderResult } from "./result.ts";

/** Prints a report, or writes it to `output`. The workshop's form comes with its own files and what differs in them. */
export async function printReport(
  report: RunReport,
  { form, output }: { readonly form: ShownForm; readonly output?: string | undefined },
  terminal: Terminal,
): Promise<void> {
  if (form === "table") {
    terminal.print(renderResult(report.summary, report.recommendation, terminal));
    return;
  }
  const text = await renderReport(form, report);
  if (output === undefined) terminal.write(text);
  else {
    await writeText(output, text);
    terminal.note(`wrote ${output}`);
  }
  if (form === "workshop") await addWorkshopFiles(report, terminal);
}

async function addWorkshopFiles(report: RunReport, terminal: Terminal): Promise<void> {
  for (const difference of await explainWorkshopForm(report)) terminal.note(`note: ${difference}`);
  if (report.directory === undefined) return;
  const written = await writeReports(report.directory, report, ["workshop-markdown", "workshop"]);
  terminal.note(`wrote ${Object.values(written).map(toShortPath).join(" and ")}`);
}

/** A path as one types it here. */
export function toShortPath(path: string): string {
  return relative(process.cwd(), path) || path;
}
