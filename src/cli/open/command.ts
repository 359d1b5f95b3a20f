import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, optionalArgument } from "../options/options.ts";

const HELP = `
Examples:
  assay open                                     two models side by side: the Lab
  assay open chat                                talk with a model
  assay open runs                                what was measured, and start a run
  assay open rate                                score the answers of the latest run, blind
  assay open models --print                      only print the address

The service serves the pages, and is started when it does not run.`;

/** `assay open` */
export function addOpenCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "open",
    summary: "open the pages in the browser",
    description: "Opens the pages of the service in the browser: Lab, Chat, Runs, Rate and Models.",
    options: {
      room: optionalArgument("[room]", "lab, chat, runs, rate or models"),
      print: flag("--print", "print the address, and open nothing"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./open.ts")).openPages,
  });
}
