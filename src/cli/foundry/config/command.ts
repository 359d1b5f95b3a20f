import type { Command } from "commander";
import type { CommandContext } from "../../options/command-context.ts";

const HELP = `
Examples:
  foundry config list
  foundry config list --json
  foundry config set port 58123
  foundry config reset port`;

/** `foundry config`, as 0.10 has it; `list` also tells the devices and whether the GPU is used. */
export function addConfigCommand(program: Command, context: CommandContext): void {
  const config = program.command("config").description("Show and change settings").addHelpText("after", HELP);
  for (const name of ["list", "show"])
    config
      .command(name)
      .description("Show the settings, the devices found, and whether the GPU is used")
      .option("--json", "print JSON")
      .action((options) =>
        context.execute(options, async () => (await import("./list.ts")).listConfig(options, context)),
      );
  config
    .command("set")
    .description("Change a setting of the service")
    .argument("<setting>", "such as port, as config list shows it")
    .argument("<value>")
    .action((setting: string, value: string) =>
      context.execute({}, async () => (await import("./set.ts")).changeSetting(setting, value, context)),
    );
  config
    .command("reset")
    .description("Give a setting of the service its default back")
    .argument("<setting>", "such as port, as config list shows it")
    .action((setting: string) =>
      context.execute({}, async () => (await import("./set.ts")).changeSetting(setting, undefined, context)),
    );
}
