import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

const HELP = `
Examples:
  assay init                                     in this folder
  assay init my-project
  assay init --force                             write all three anew

models.json says which models, prompts.json what to ask and which facts a good answer must contain, assay.json how
to measure. A benchmark runs with them as they are; then put your own models and prompts in.`;

/** `assay init`: the files of a project. */
export function addInitCommand(program: Command, context: CommandContext): void {
  program
    .command("init")
    .summary("write models.json, prompts.json and assay.json to begin with")
    .description("Writes models.json, prompts.json and assay.json to begin with. What is there already stays.")
    .argument("[folder]", "folder of the project", ".")
    .option("--force", "write anew what is there already")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action((folder: string, options) =>
      context.execute(options, async () => (await import("./init.ts")).init(folder, options, context)),
    );
}
