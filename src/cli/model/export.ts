import { resolve } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { toCardMarkdown } from "../../report/card/to-card-markdown.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { type ExportedModel, exportModel } from "../../workbench/model/export-model.ts";
import { writeText } from "../../workbench/report/write-reports.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface ExportModelOptions {
  readonly model: string;
  readonly output: string | undefined;
  /** The entry with its card, the card alone, or the card for people to read. */
  readonly format: "entry" | "card" | "markdown";
  readonly runs: string;
}

/** `assay model export` */
export async function exportEntry(options: ExportModelOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "");
  const store = createRunStore({ directory: resolve(workspace.directory, options.runs) });
  const exported = await exportModel(options.model, workspace, { store, signal: interrupt.signal });
  const { entry, run } = exported;
  const text = toText(exported, options);
  if (options.output === undefined) {
    terminal.write(text);
  } else {
    const path = resolve(workspace.directory, options.output);
    await writeText(path, text);
    terminal.print(path);
  }
  if (options.format === "entry" && entry.file?.from === "local")
    terminal.note(`its file is on no hub: hand on ${entry.file.name} too, for assay model add <entry> --file <path>`);
  terminal.note(
    run === undefined
      ? "no run here has measured this file, so there is no card: assay bench measures it"
      : `with the figures of ${run}`,
  );
  return EXIT.ok;
}

function toText({ entry, card }: ExportedModel, { format, model }: ExportModelOptions): string {
  if (format === "entry") return toJson(entry);
  if (card !== undefined) return format === "card" ? toJson(card) : toCardMarkdown(card);
  throw new AssayError({
    code: "invalid-input",
    message: `${model} has no card: no complete run here has measured its file as it is now.`,
    hint: `Measure it first: \`assay bench ${model}\`.`,
  });
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
