import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, flag, jsonFlag, option } from "../options/options.ts";

const HELP = `
Examples:
  assay model list
  assay model list qwen                          those whose name, task or licence has the word
  assay model list --cached
  assay model list --filter "alias=qwen*"
  assay model list --filter licence=commercial --json
  assay model list --filter "task=!embeddings"

Listed are the models of models.json in this folder, yours and those that come with assay; with
FOUNDRY_LOCAL_ENDPOINT set, also those of that service. What would have to be downloaded stands at the end.

A filter is key=value with one of the keys alias, device, licence, provider, task; ! in front of the value
takes everything else, * at its end takes all that begins so.`;

/** `assay model list` */
export function addListCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "list",
    summary: "list the models that can be named",
    description:
      "Lists the models that can be named: size, licence, context, who lists them, and whether the file is there.",
    options: {
      words: argumentList("[words...]", "only models whose name, task, licence or description has all of them"),
      filter: option("--filter <key=value>", "only models of an alias, device, licence, provider or task"),
      cached: flag("--cached", "only models that are here"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./list.ts")).listModels,
  });
}
