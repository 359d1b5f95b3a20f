import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag } from "../options/options.ts";

const HELP = `
Examples:
  assay doctor
  assay doctor --no-probe                        do not ask the models anything
  assay doctor --json

Each line is ok, a warning or a problem, with what to do next. The exit code is 1 only for a problem: something that
is needed here is missing.`;

/** `assay doctor`: what this machine can run, and what is missing. */
export function addDoctorCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "doctor",
    summary: "tell what this machine can run, and what is missing",
    description:
      "Looks at Node, engines, devices, memory, disk, models, endpoints, settings and trusted adapters, and asks each model a short question.",
    options: {
      probe: flag("--no-probe", "do not ask the models anything"),
      askProject: flag("--ask-project", "ask the endpoints that only this project's files name too"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./doctor.ts")).doctor,
  });
}
