import type { Command } from "commander";
import { whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, option } from "../options/options.ts";

const STATUS_HELP = `
Exits with 0 whether it runs or not; a script asks --json for "status": "running", "starting" or "stopped".`;

const LOGS_HELP = `
Examples:
  assay service logs
  assay service logs -n 200 --json               as it is written: one JSON object a line
  assay service logs -f                          and what comes, until Ctrl-C

The log tells of requests by method, path, status and time, never what was asked or answered.`;

const DIAG_HELP = `
Examples:
  assay service diag > diag.txt
  assay service diag --json

Keys are left out. Paths and names of models are in it: read it before you publish it.`;

/** `assay service status`, `ps`, `logs` and `diag`: what the service is and does. */
export function addInspectCommands(service: Command, context: ProgramContext): void {
  addCommand(service, context, {
    name: "status",
    summary: "tell whether it runs, and where",
    description: "Tells whether the service runs, where, what it serves, and what is wrong with it.",
    options: { json: jsonFlag() },
    help: STATUS_HELP,
    action: async () => (await import("./status.ts")).showStatus,
  });
  addCommand(service, context, {
    name: "ps",
    alias: "list",
    summary: "list the models that are loaded",
    description: "Lists the loaded models: device, measured memory, requests, last use, and when they are unloaded.",
    options: { json: jsonFlag() },
    action: async () => (await import("./ps.ts")).listLoaded,
  });
  addCommand(service, context, {
    name: "logs",
    summary: "show what it logged",
    description: "Shows the end of the service's log.",
    options: {
      lines: option("-n, --lines <n>", "how many lines (default: 50)", whole(0)),
      follow: flag("-f, --follow", "go on with what is added, until Ctrl-C"),
      json: jsonFlag("print the lines as they are written"),
    },
    help: LOGS_HELP,
    action: async () => (await import("./logs.ts")).showLogs,
  });
  addCommand(service, context, {
    name: "diag",
    summary: "print what a bug report needs",
    description: "Prints versions, settings, engines, devices, the state of the service and its last errors.",
    options: { json: jsonFlag() },
    help: DIAG_HELP,
    action: async () => (await import("./diag.ts")).printDiagnosis,
  });
}
