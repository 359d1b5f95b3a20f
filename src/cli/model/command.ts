import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addAddCommand } from "./add.command.ts";
import { addDownloadCommand } from "./download.command.ts";
import { addExportCommand } from "./export.command.ts";
import { addInfoCommand } from "./info.command.ts";
import { addListCommand } from "./list.command.ts";
import { addLoadCommand } from "./load.command.ts";
import { addPrefetchCommand } from "./prefetch.command.ts";
import { addRemoveCommand } from "./remove.command.ts";
import { addRunCommand } from "./run.command.ts";
import { addSearchCommand } from "./search.command.ts";
import { addUnloadCommand } from "./unload.command.ts";

const HELP = `
Examples:
  assay model list
  assay model search qwen2.5 instruct --fits
  assay model info notes-mini
  assay model run notes-mini                     chat; /help there
  assay model run notes-mini --prompt "Write a summary of the meeting in two sentences. ..."`;

/** `assay model`: what models there are, what is known of one, and a chat with it. */
export function addModelCommand(program: Command, context: ProgramContext): void {
  const model = program
    .command("model")
    .summary("list models, search for more, look into one, chat with one")
    .description("Lists the models, searches the hub, tells what is known of one, or runs one.")
    .addHelpText("after", HELP);
  for (const add of [
    addListCommand,
    addInfoCommand,
    addSearchCommand,
    addAddCommand,
    addRemoveCommand,
    addExportCommand,
    addRunCommand,
    addDownloadCommand,
    addPrefetchCommand,
    addLoadCommand,
    addUnloadCommand,
  ])
    add(model, context);
}
