import type { Command } from "commander";
import { oneOf, whole } from "../../../settings/value-types.ts";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { flag, option, optionOr } from "../../options/options.ts";
import { minutes } from "../classic/value-types.ts";

const STATUS_HELP = `
Examples:
  foundry server status
  foundry server status -o json`;

const START_OPTIONS = {
  port: option("--port <n>", "port to listen on; 0 takes a free one"),
  idleMinutes: option(
    "--idle-timeout <minutes>",
    "unload models that nobody has used for so long; 0 for never",
    minutes,
  ),
} as const;
const LOG_LEVEL = { "--log-level <level>": "the log has one level: everything" };
const OUTPUT = option("-o, --output <format>", "json", oneOf("json", "text"));

/** `foundry server`, the name that 0.10 has for the service. */
export function addServerCommand(program: Command, context: ProgramContext): void {
  const server = program.command("server").description("Manage the local server");
  addCommand(server, context, {
    name: "start",
    description: "Start the server",
    options: START_OPTIONS,
    ignored: LOG_LEVEL,
    action: async () => (await import("./start.ts")).startServer,
  });
  addCommand(server, context, {
    name: "restart",
    description: "Stop the server and start it again",
    options: START_OPTIONS,
    ignored: LOG_LEVEL,
    action: async () => (await import("./restart.ts")).restartServer,
  });
  addCommand(server, context, {
    name: "stop",
    description: "Stop the server",
    options: { output: OUTPUT },
    action: async () => (await import("./stop.ts")).stopServer,
  });
  addCommand(server, context, {
    name: "status",
    description: "Tell whether the server runs, and where",
    options: { output: OUTPUT },
    help: STATUS_HELP,
    action: async () => (await import("./status.ts")).showServer,
  });
  addCommand(server, context, {
    name: "logs",
    description: "Show what the server has logged",
    options: {
      lines: optionOr("200", "-n, --lines <n>", "how many lines", whole(0)),
      follow: flag("-f, --follow", "go on with what comes"),
    },
    action: async () => (await import("../service/logs.ts")).showLogs,
  });
}
