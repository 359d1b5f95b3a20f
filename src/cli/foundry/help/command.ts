import type { Command } from "commander";
import type { CommandContext } from "../../options/command-context.ts";

/** `foundry status`, `report` and `zip-logs`: what somebody needs who is asked what is wrong. */
export function addHelpCommands(program: Command, context: CommandContext): void {
  program
    .command("status")
    .description("Tell whether the server runs, and what is loaded")
    .action(() =>
      context.execute({}, async () => {
        await (await import("../server/server.ts")).showServer({}, context);
        return await (await import("../service/service.ts")).listLoaded(context);
      }),
    );
  program
    .command("report")
    .description("Check this machine, the models and the settings")
    .option("--json", "print JSON")
    .action((options) =>
      context.execute(options, async () => (await import("../../doctor/doctor.ts")).doctor(options, context)),
    );
  program
    .command("zip-logs")
    .description("Pack the log of the service into one file")
    .action(() => context.execute({}, async () => (await import("../service/zip-logs.ts")).zipLogs(context)));
}
