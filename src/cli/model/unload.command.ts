import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag } from "../options/options.ts";

const HELP = `
Examples:
  assay model unload notes-mini
  assay model unload notes-mini --force          also one loaded with --ttl, and without waiting for its answers`;

/** `assay model unload` */
export function addUnloadCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "unload",
    summary: "take a model out of the service's memory",
    description: "Takes a model out of the service's memory once it has answered what it is asked now.",
    options: {
      model: argument("<model>", "name of a model"),
      force: flag("--force", "also one that was loaded with a time to live, and at once"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./unload.ts")).unloadModel,
  });
}
