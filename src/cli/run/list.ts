import type { RunListing } from "../../core/run-store.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ListRunsOptions {
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay run list` */
export async function listRuns(options: ListRunsOptions, { terminal }: CommandContext): Promise<number> {
  const runs = await Array.fromAsync(createRunStore({ directory: options.runs }).list());
  terminal.printResult(options, runs, () => {
    if (runs.length === 0) terminal.note("no runs yet; make one with: assay demo");
    else terminal.print(renderColumns(["run", "status", "size", "targets"], runs.map(toRow), terminal));
  });
  return EXIT.ok;
}

function toRow(run: RunListing): string[] {
  if (run.type === "unreadable") return [run.id, "unreadable", "", run.error.message];
  return [run.id, run.status, formatQuantity(run.sizeBytes, "bytes"), run.targets.join(", ")];
}
