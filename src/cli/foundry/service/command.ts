import type { Command } from "commander";
import type { CommandContext } from "../../options/command-context.ts";

const SET_HELP = `
Examples:
  foundry service set --port 58123 --show
  foundry service set --show                     what is set now
  foundry service set --allow-file-pages         pages opened from disk may chat`;

/** `foundry service`, as 0.3 to 0.8 have it. */
export function addServiceCommand(program: Command, context: CommandContext): void {
  const service = program.command("service").description("Manage the local model inference service");
  const add = (name: string, description: string) =>
    service.command(name).description(description).option("--verbose", "say more");
  const load = () => import("./service.ts");

  for (const name of ["start", "restart"] as const)
    add(name, name === "start" ? "Start the service" : "Stop the service and start it again")
      .option("--host <address>", "127.0.0.1, localhost, or 0.0.0.0 for every address")
      .option("--port <n>", "port to listen on; 0 takes a free one")
      .option("--no-key", "let everyone in who can reach it")
      .option("--cachedir <folder>", "folder of the models")
      .action((options) =>
        context.execute(options, async () =>
          name === "start"
            ? (await load()).startService(options, context)
            : (await load()).restartService(options, context),
        ),
      );
  add("stop", "Stop the service").action((options) =>
    context.execute(options, async () => (await load()).stopService(context)),
  );
  add("status", "Tell whether the service runs, and where").action((options) =>
    context.execute(options, async () => (await load()).showStatus(context)),
  );
  add("ps", "List the models that are loaded")
    .alias("list")
    .action((options) => context.execute(options, async () => (await load()).listLoaded(context)));
  for (const name of ["diag", "logs"])
    add(name, "Show what the service has logged")
      .option("-n, --lines <n>", "how many lines", "200")
      .action((options) =>
        context.execute(options, async () => (await import("./logs.ts")).showLogs(options, context)),
      );
  add("set", "Change the settings of the service")
    .option("--host <address>", "127.0.0.1, localhost, or 0.0.0.0 for every address")
    .option("--port <n>", "port to listen on; 0 takes a free one")
    .option("--no-key", "let everyone in who can reach it")
    .option("--cachedir <folder>", "folder of the models")
    .option("--gpu <n>", "the only GPU there is to choose is 0")
    .option("--default-log-level <level>", "the log has one level: everything")
    .option("--allow-file-pages", "pages opened from disk may use /v1")
    .option("--no-allow-file-pages", "pages opened from disk may not")
    .option("--show", "show the settings")
    .addHelpText("after", SET_HELP)
    .action((options) => context.execute(options, async () => (await import("./set.ts")).setService(options, context)));
}
