import type { Command } from "commander";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { always, argument, jsonFlag } from "../../options/options.ts";

const HELP = `
Examples:
  foundry config list
  foundry config list --json
  foundry config set port 58123
  foundry config reset port`;

/** `foundry config`, as 0.10 has it; `list` also tells the devices and whether the GPU is used. */
export function addConfigCommand(program: Command, context: ProgramContext): void {
  const config = program.command("config").description("Show and change settings").addHelpText("after", HELP);
  for (const name of ["list", "show"])
    addCommand(config, context, {
      name,
      description: "Show the settings, the devices found, and whether the GPU is used",
      options: { json: jsonFlag() },
      action: async () => (await import("./list.ts")).listConfig,
    });
  addCommand(config, context, {
    name: "set",
    description: "Change a setting of the service",
    options: { setting: argument("<setting>", "such as port, as config list shows it"), value: argument("<value>") },
    action: async () => (await import("./set.ts")).changeSetting,
  });
  addCommand(config, context, {
    name: "reset",
    description: "Give a setting of the service its default back",
    options: { setting: argument("<setting>", "such as port, as config list shows it"), value: always(undefined) },
    action: async () => (await import("./set.ts")).changeSetting,
  });
}
