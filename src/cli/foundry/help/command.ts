import type { Command } from "commander";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { always, jsonFlag } from "../../options/options.ts";

/** `foundry status`, `report` and `zip-logs`: what somebody needs who is asked what is wrong. */
export function addHelpCommands(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "status",
    description: "Tell whether the server runs, and what is loaded",
    options: {},
    action: async () => (await import("./status.ts")).showStatus,
  });
  addCommand(program, context, {
    name: "report",
    description: "Check this machine, the models and the settings",
    options: { json: jsonFlag(), askProject: always(false), probe: always(true) },
    action: async () => (await import("../../doctor/doctor.ts")).doctor,
  });
  addCommand(program, context, {
    name: "zip-logs",
    description: "Pack the log of the service into one file",
    options: {},
    action: async () => (await import("./zip-logs.ts")).zipLogs,
  });
}
