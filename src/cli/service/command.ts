import type { Command } from "commander";
import { SERVICE_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, optionList } from "../options/options.ts";
import { givenSettings } from "../options/setting-options.ts";
import { addInspectCommands } from "./inspect-commands.ts";

const HELP = `
Examples:
  assay service start                            serve the models of this folder in the background
  assay service status
  assay service ps                               what is loaded, and what it takes
  assay service logs -f
  assay service set --port 8080 --show
  assay service stop

There is one service for each user. Its clients use http://localhost:5273/v1 with any key, unless it has one.`;

const START_HELP = `
Examples:
  assay service start
  assay service start --port 8080 --retain --ttl 10m
  ASSAY_SERVICE_KEY=... assay service start --host 0.0.0.0 --allow-host build-machine

It serves the models.json of the folder it was started in, wherever it is asked from. One that runs already is left
as it is: \`assay service restart\` gives it other settings.`;

const RESTART_HELP = `
Examples:
  assay service restart                          same folder, same settings
  assay service restart --port 8080
  assay service restart --here                   serve this folder instead`;

const SET_HELP = `
Examples:
  assay service set --port 8080 --show
  assay service set --allow-file-pages           pages opened from disk may use /v1
  assay service set --host 0.0.0.0 --key-variable TEAM_KEY --allow-host build-machine
  assay service set --unset host

A key itself is never written: name the variable or the file that holds it.`;

/** `assay service`: the service in the background. */
export function addServiceCommand(program: Command, context: ProgramContext): void {
  const service = program
    .command("service")
    .summary("serve the models over HTTP, in the background")
    .description("Starts, stops, shows and sets up the service that OpenAI and Foundry Local clients use.")
    .addHelpText("after", HELP);
  addCommand(service, context, {
    name: "start",
    summary: "start it in the background",
    description: "Starts the service in the background for the models of this folder, and returns.",
    options: { given: givenSettings(SERVICE_SETTINGS), json: jsonFlag() },
    help: START_HELP,
    action: async () => (await import("./start.ts")).startInBackground,
  });
  addCommand(service, context, {
    name: "stop",
    summary: "stop it once what runs has ended",
    description: "Stops the service: what runs may end first, for at most 30 s; its models are unloaded.",
    options: { now: flag("--now", "cut what runs"), json: jsonFlag() },
    action: async () => (await import("./stop.ts")).stop,
  });
  addCommand(service, context, {
    name: "restart",
    summary: "stop it and start it with the same settings",
    description: "Restarts the service with the folder and settings it has, except for what is given here.",
    options: {
      given: givenSettings(SERVICE_SETTINGS),
      here: flag("--here", "serve the models of this folder instead"),
      now: flag("--now", "cut what runs"),
      json: jsonFlag(),
    },
    help: RESTART_HELP,
    action: async () => (await import("./restart.ts")).restart,
  });
  addCommand(service, context, {
    name: "set",
    summary: "write settings that hold every time",
    description:
      "Writes settings of the service into your assay.json, or shows them. The service takes them when it starts.",
    options: {
      given: givenSettings(SERVICE_SETTINGS),
      unset: optionList("--unset <setting...>", "take settings out again"),
      show: flag("--show", "show all settings, and where each comes from"),
      json: jsonFlag(),
    },
    help: SET_HELP,
    action: async () => (await import("./set.ts")).setServiceSettings,
  });
  addInspectCommands(service, context);
}
