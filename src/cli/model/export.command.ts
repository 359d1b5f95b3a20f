import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, option } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay model export phi-4-mini --output phi-4-mini.json
  assay model export notes-mini:q4_0

The entry names the source (of a hub's model, the commit), the SHA-256 of the file, the licence, and what the newest
complete run here measured. assay model add takes it on another machine.`;

/** `assay model export` */
export function addExportCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "export",
    summary: "write an entry of a model to hand on",
    description: "Writes what another machine needs to have the same model, and what was measured of it here.",
    options: {
      model: argument("<model>", "name of a model"),
      output: option("--output <file>", "file to write (default: the standard output)"),
      ...settings("runs"),
    },
    help: HELP,
    action: async () => (await import("./export.ts")).exportEntry,
  });
}
