import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag } from "../options/options.ts";

/** `assay model remove` */
export function addRemoveCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "remove",
    summary: "take a registered model off the list",
    description: "Removes a registration of yours, or the project's. Files stay; assay cache remove deletes downloads.",
    options: {
      alias: argument("<alias>", "name that it was registered under"),
      project: flag("--project", "from the models.json of this folder"),
      json: jsonFlag(),
    },
    action: async () => (await import("./remove.ts")).unregisterModel,
  });
}
