import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

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
export function addServiceInspection(service: Command, context: CommandContext): void {
  service
    .command("status")
    .summary("tell whether it runs, and where")
    .description("Tells whether the service runs, where, what it serves, and what is wrong with it.")
    .option("--json", "print JSON")
    .addHelpText("after", STATUS_HELP)
    .action((options) =>
      context.execute(options, async () =>
        (await import("./status.ts")).showServiceStatus(options, context.terminal, context.workspace.locations),
      ),
    );
  service
    .command("ps")
    .alias("list")
    .summary("list the models that are loaded")
    .description("Lists the loaded models: device, measured memory, requests, last use, and when they are unloaded.")
    .option("--json", "print JSON")
    .action((options) =>
      context.execute(options, async () => (await import("./ps.ts")).listServiceModels(options, context)),
    );
  service
    .command("logs")
    .summary("show what it logged")
    .description("Shows the end of the service's log.")
    .option("-n, --lines <n>", "how many lines (default: 50)")
    .option("-f, --follow", "go on with what is added, until Ctrl-C")
    .option("--json", "print the lines as they are written")
    .addHelpText("after", LOGS_HELP)
    .action((options) =>
      context.execute(options, async () => (await import("./logs.ts")).showServiceLogs(options, context)),
    );
  service
    .command("diag")
    .summary("print what a bug report needs")
    .description("Prints versions, settings, engines, devices, the state of the service and its last errors.")
    .option("--json", "print JSON")
    .addHelpText("after", DIAG_HELP)
    .action((options) =>
      context.execute(options, async () => (await import("./diag.ts")).printDiagnosis(options, context)),
    );
}
