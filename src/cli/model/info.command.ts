import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, hiddenFlag, jsonFlag } from "../options/options.ts";

const HELP = `
Examples:
  assay model info notes-mini                    the variant that the alias means
  assay model info notes-mini:*                  every variant
  assay model info qwen2.5-0.5b                  before it is downloaded: whether it would fit
  assay model info qwen2.5-0.5b --licence        the text of the licence
  assay model info notes-mini --template         the chat template, whole
  assay model info ./model.gguf --json`;

/** `assay model info` */
export function addInfoCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "info",
    summary: "tell everything that is known of a model",
    description:
      "Tells everything that is known of a model without loading it: source, digest, licence, context, and whether it fits the free memory. Of a model of the hub that is not here, the front of its file is read, a few MB.",
    options: {
      model: argument("<model>", "name of a model"),
      licence: flag("--licence", "print the licence and where it can be read (also --license)"),
      license: hiddenFlag("--license"),
      template: flag("--template", "print the chat template"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./info.ts")).showModel,
  });
}
