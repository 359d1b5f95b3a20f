import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SampleInput } from "../../report/content/report-input.ts";
import { type ReportForm, renderReport, reportFile } from "../../report/render-report.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { toWriteError } from "../../system/write-error.ts";

/** Writes reports into a run's folder and returns their paths. @throws AssayError `storage-failed` */
export async function writeReports(
  directory: string,
  input: SampleInput,
  forms: readonly ReportForm[] = ["json", "csv", "markdown", "html"],
): Promise<Readonly<Partial<Record<ReportForm, string>>>> {
  const written: Partial<Record<ReportForm, string>> = {};
  for (const form of forms) {
    const path = join(directory, reportFile(form));
    await writeText(path, await renderReport(form, input));
    written[form] = path;
  }
  return written;
}

/** @throws AssayError `storage-failed` */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: OWNER_ONLY.file });
  } catch (cause) {
    throw toWriteError(path, cause);
  }
}
