import type { RunListing } from "../../core/run-store.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readReport } from "../../workbench/report/read-report.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { renderColumns } from "../render/columns.ts";
import { printReport } from "../render/print-report.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay run list` */
export async function listRuns(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const store = await openStore(options, context);
  const runs = await Array.fromAsync(store.list());
  if (options.json === true) terminal.print(JSON.stringify(runs, null, 2));
  else if (runs.length === 0) terminal.note("no runs yet; make one with: assay demo");
  else terminal.print(renderColumns(["run", "status", "size", "targets"], runs.map(toRow), terminal));
  return EXIT.ok;
}

/** `assay run show` */
export async function showRun(id: string, options: Options, { terminal, workspace }: CommandContext): Promise<number> {
  const { settings } = await readCommandSettings(options, ["runs"], workspace);
  const report = await readReport(id, createRunStore({ directory: settings.runs }), { settings });
  await printReport(report, { form: options.json === true ? "json" : "table" }, terminal);
  return EXIT.ok;
}

/** `assay run remove` */
export async function removeRuns(ids: readonly string[], options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const store = await openStore(options, context);
  const runs = await Promise.all(ids.map(async (id) => (await store.read(id)).run.id));
  if (options.yes !== true && !(await confirm(`remove ${runs.join(", ")} with all samples and reports?`))) {
    terminal.note("nothing removed");
    return EXIT.failed;
  }
  for (const id of runs) await store.remove(id);
  if (options.json === true) terminal.print(JSON.stringify({ removed: runs }, null, 2));
  else terminal.note(`removed ${runs.join(", ")}`);
  return EXIT.ok;
}

async function openStore(options: Options, { workspace }: CommandContext) {
  const { settings } = await readCommandSettings(options, ["runs"], workspace);
  return createRunStore({ directory: settings.runs });
}

function toRow(run: RunListing): string[] {
  if (run.type === "unreadable") return [run.id, "unreadable", "", run.error.message];
  return [run.id, run.status, formatQuantity(run.sizeBytes, "bytes"), run.targets.join(", ")];
}
