import { createRunStore } from "../../store/create-run-store.ts";
import { readReport } from "../../workbench/report/read-report.ts";
import type { CommandContext } from "../options/command-context.ts";
import { printReport } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ShowRunOptions {
  readonly id: string;
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay run show` */
export async function showRun({ id, runs, json }: ShowRunOptions, context: CommandContext): Promise<number> {
  const { settings } = await context.openWorkspace();
  const report = await readReport(id, createRunStore({ directory: runs }), { settings });
  await printReport(report, { form: json ? "json" : "table" }, context.terminal);
  return EXIT.ok;
}
