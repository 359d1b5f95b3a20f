import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, optionalArgument } from "../options/options.ts";

const HELP = `
Examples:
  assay init                                     in this folder
  assay init my-project
  assay init --force                             write all three anew

models.json says which models, prompts.json what to ask and which facts a good answer must contain, assay.json how
to measure. A benchmark runs with them as they are; then put your own models and prompts in.`;

/** `assay init`: the files of a project. */
export function addInitCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "init",
    summary: "write models.json, prompts.json and assay.json to begin with",
    description: "Writes models.json, prompts.json and assay.json to begin with. What is there already stays.",
    options: {
      folder: optionalArgument("[folder]", "folder of the project", "."),
      force: flag("--force", "write anew what is there already"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./init.ts")).init,
  });
}
