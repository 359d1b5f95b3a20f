import type { Command } from "commander";
import type { CommandContext } from "../../options/command-context.ts";

const STATUS_HELP = `
Examples:
  foundry server status
  foundry server status -o json`;

/** `foundry server`, the name that 0.10 has for the service. */
export function addServerCommand(program: Command, context: CommandContext): void {
  const server = program.command("server").description("Manage the local server");
  const load = () => import("./server.ts");
  for (const name of ["start", "restart"] as const)
    server
      .command(name)
      .description(name === "start" ? "Start the server" : "Stop the server and start it again")
      .option("--port <n>", "port to listen on; 0 takes a free one")
      .option("--idle-timeout <minutes>", "unload models that nobody has used for so long; 0 for never")
      .option("--log-level <level>", "the log has one level: everything")
      .action((options) => context.execute(options, async () => (await load()).startServer(name, options, context)));
  server
    .command("stop")
    .description("Stop the server")
    .option("-o, --output <format>", "json")
    .action((options) => context.execute(options, async () => (await load()).stopServer(options, context)));
  server
    .command("status")
    .description("Tell whether the server runs, and where")
    .option("-o, --output <format>", "json")
    .addHelpText("after", STATUS_HELP)
    .action((options) => context.execute(options, async () => (await load()).showServer(options, context)));
  server
    .command("logs")
    .description("Show what the server has logged")
    .option("-n, --lines <n>", "how many lines", "200")
    .option("-f, --follow", "go on with what comes")
    .action((options) =>
      context.execute(options, async () => (await import("../service/logs.ts")).showLogs(options, context)),
    );
}
