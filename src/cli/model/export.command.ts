import type { Command } from "commander";
import { oneOf } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, option, optionOr } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay model export phi-4-mini --output phi-4-mini.json
  assay model export notes-mini:q4_0
  assay model export notes-mini --format card --output assay-card.json
  assay model export notes-mini --format markdown

The entry names the source (of a hub's model, the commit), the SHA-256 of the file, the licence, and what the newest
complete run here measured. assay model add takes it on another machine.

The card alone, as assay-card.json beside the model in a folder or a repository, is read by assay model add too; as
markdown it is a section for the repository's README. It holds figures with their intervals, the kind of machine, and
digests: no path, and no name of a host, a user or a run.`;

/** `assay model export` */
export function addExportCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "export",
    summary: "write an entry of a model to hand on",
    description: "Writes what another machine needs to have the same model, and what was measured of it here.",
    options: {
      model: argument("<model>", "name of a model"),
      output: option("--output <file>", "file to write (default: the standard output)"),
      format: optionOr("entry", "--format <form>", "entry, card or markdown", oneOf("entry", "card", "markdown")),
      ...settings("runs"),
    },
    help: HELP,
    action: async () => (await import("./export.ts")).exportEntry,
  });
}
