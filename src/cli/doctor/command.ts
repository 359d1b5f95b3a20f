import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

const HELP = `
Examples:
  assay doctor
  assay doctor --no-probe                        do not ask the models anything
  assay doctor --json

Each line is ok, a warning or a problem, with what to do next. The exit code is 1 only for a problem: something that
is needed here is missing.`;

/** `assay doctor`: what this machine can run, and what is missing. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command("doctor")
    .summary("tell what this machine can run, and what is missing")
    .description(
      "Looks at Node, engines, devices, memory, disk, models, endpoints, settings and trusted adapters, and asks each model a short question.",
    )
    .option("--no-probe", "do not ask the models anything")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action((options) => context.execute(options, async () => (await import("./doctor.ts")).doctor(options, context)));
}
