import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, flag, jsonFlag, optionalArgument } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay run list
  assay run show latest                          the newest in which anything was answered
  assay run show ../other/runs/2026-11-21T11-43-55-demo
  assay run remove 2026-11-21T11-43-55-demo`;

/** `assay run`: the runs on disk. */
export function addRunCommand(program: Command, context: ProgramContext): void {
  const run = program
    .command("run")
    .summary("list, show or remove recorded runs")
    .description("Lists, shows or removes recorded runs.")
    .addHelpText("after", HELP);
  addCommand(run, context, {
    name: "list",
    summary: "list the recorded runs, newest first",
    description: "List the recorded runs, newest first.",
    options: { ...settings("runs"), json: jsonFlag() },
    action: async () => (await import("./list.ts")).listRuns,
  });
  addCommand(run, context, {
    name: "show",
    summary: "show what a run measured",
    description: "Show what a run measured.",
    options: { id: optionalArgument("[run]", "id or path of a run", "latest"), ...settings("runs"), json: jsonFlag() },
    action: async () => (await import("./show.ts")).showRun,
  });
  addCommand(run, context, {
    name: "remove",
    summary: "remove runs with everything in their folders",
    description: "Remove runs with everything in their folders.",
    options: {
      ids: argumentList("<runs...>", "id or path of a run, or latest"),
      ...settings("runs"),
      yes: flag("--yes", "do not ask"),
      json: jsonFlag(),
    },
    action: async () => (await import("./remove.ts")).removeRuns,
  });
}
