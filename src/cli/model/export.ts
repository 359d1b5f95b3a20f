import { resolve } from "node:path";
import { createRunStore } from "../../store/create-run-store.ts";
import { exportModel } from "../../workbench/model/export-model.ts";
import { writeText } from "../../workbench/report/write-reports.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface ExportModelOptions {
  readonly model: string;
  readonly output: string | undefined;
  readonly runs: string;
}

/** `assay model export` */
export async function exportEntry(options: ExportModelOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "");
  const store = createRunStore({ directory: resolve(workspace.directory, options.runs) });
  const entry = await exportModel(options.model, workspace, { store, signal: interrupt.signal });
  const text = `${JSON.stringify(entry, null, 2)}\n`;
  if (options.output === undefined) {
    terminal.write(text);
  } else {
    const path = resolve(workspace.directory, options.output);
    await writeText(path, text);
    terminal.print(path);
  }
  if (entry.file?.from === "local")
    terminal.note(`its file is on no hub: hand on ${entry.file.name} too, for assay model add <entry> --file <path>`);
  terminal.note(
    entry.card === undefined
      ? "no run here has measured it, so there is no card: assay bench measures it"
      : `with the figures of ${entry.card.run}`,
  );
  return EXIT.ok;
}
