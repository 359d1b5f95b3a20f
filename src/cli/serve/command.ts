import type { Command } from "commander";
import { SERVICE_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { givenSettings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay serve                                    the models of this folder, on http://localhost:5273/v1
  assay serve --port 8080 --max-loaded 2 --ttl 10m
  assay serve --host 0.0.0.0 --key-file key.txt --allow-host build-machine

Stays in the foreground: Ctrl-C stops it once what runs has ended, a second Ctrl-C cuts what runs.
\`assay service start\` does the same in the background.

Settings that hold every time belong into assay.json: \`assay service set\` writes them. The key itself comes from
the environment (ASSAY_SERVICE_KEY) or from a file, so that no list of processes shows it.`;

/** `assay serve`: the service in the foreground. */
export function addServeCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "serve",
    summary: "serve the models over HTTP, in the foreground",
    description: "Serves the models of this folder to OpenAI and Foundry Local clients, until Ctrl-C.",
    options: { given: givenSettings(SERVICE_SETTINGS) },
    help: HELP,
    action: async () => (await import("./serve.ts")).serveInForeground,
  });
}
