import type { Command } from "commander";
import { whole } from "../../../settings/value-types.ts";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { always, flag, onOrOff, option, optionOr } from "../../options/options.ts";

const SET_HELP = `
Examples:
  foundry service set --port 58123 --show
  foundry service set --show                     what is set now
  foundry service set --allow-file-pages         pages opened from disk may chat`;

const VERBOSE = { "--verbose": "say more" };

const START_OPTIONS = {
  host: option("--host <address>", "127.0.0.1, localhost, or 0.0.0.0 for every address"),
  port: option("--port <n>", "port to listen on; 0 takes a free one"),
  key: flag("--no-key", "let everyone in who can reach it"),
  cacheFolder: option("--cachedir <folder>", "folder of the models"),
} as const;

/** `foundry service`, as 0.3 to 0.8 have it. */
export function addServiceCommand(program: Command, context: ProgramContext): void {
  const service = program.command("service").description("Manage the local model inference service");
  addCommand(service, context, {
    name: "start",
    description: "Start the service",
    options: START_OPTIONS,
    ignored: VERBOSE,
    action: async () => (await import("./start.ts")).start,
  });
  addCommand(service, context, {
    name: "restart",
    description: "Stop the service and start it again",
    options: START_OPTIONS,
    ignored: VERBOSE,
    action: async () => (await import("./restart.ts")).restart,
  });
  addCommand(service, context, {
    name: "stop",
    description: "Stop the service",
    options: {},
    ignored: VERBOSE,
    action: async () => (await import("./stop.ts")).stop,
  });
  addCommand(service, context, {
    name: "status",
    description: "Tell whether the service runs, and where",
    options: {},
    ignored: VERBOSE,
    action: async () => (await import("./status.ts")).showStatus,
  });
  addCommand(service, context, {
    name: "ps",
    alias: "list",
    description: "List the models that are loaded",
    options: {},
    ignored: VERBOSE,
    action: async () => (await import("./ps.ts")).listLoaded,
  });
  for (const name of ["diag", "logs"])
    addCommand(service, context, {
      name,
      description: "Show what the service has logged",
      options: { lines: optionOr("200", "-n, --lines <n>", "how many lines", whole(0)), follow: always(false) },
      ignored: VERBOSE,
      action: async () => (await import("./logs.ts")).showLogs,
    });
  addCommand(service, context, {
    name: "set",
    description: "Change the settings of the service",
    options: {
      ...START_OPTIONS,
      gpu: option("--gpu <n>", "the only GPU there is to choose is 0"),
      logLevel: option("--default-log-level <level>", "the log has one level: everything"),
      allowFilePages: onOrOff(
        "--allow-file-pages",
        "pages opened from disk may use /v1",
        "pages opened from disk may not",
      ),
      show: flag("--show", "show the settings"),
    },
    ignored: VERBOSE,
    help: SET_HELP,
    action: async () => (await import("./set.ts")).setService,
  });
}
