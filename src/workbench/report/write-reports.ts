import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toWriteError } from "../../system/write-error.ts";
import { REPORT_FILES, type RenderInput, type ReportForm, renderReport } from "./render-report.ts";

/** Writes reports into a run's folder and returns their paths. @throws AssayError `storage-failed` */
export async function writeReports(
  directory: string,
  input: RenderInput,
  forms: readonly ReportForm[] = ["json", "csv", "markdown", "html"],
): Promise<Readonly<Partial<Record<ReportForm, string>>>> {
  const written: Partial<Record<ReportForm, string>> = {};
  for (const form of forms) {
    const path = join(directory, REPORT_FILES[form]);
    await writeText(path, await renderReport(form, input));
    written[form] = path;
  }
  return written;
}

/** @throws AssayError `storage-failed` */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw toWriteError(path, cause);
  }
}
