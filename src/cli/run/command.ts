import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";
import { addSettingOptions } from "../options/setting-options.ts";

/** `assay run`: the runs on disk. */
export function addRunCommand(program: Command, context: CommandContext): void {
  const run = program
    .command("run")
    .summary("list, show or remove recorded runs")
    .description("Lists, shows or removes recorded runs.")
    .addHelpText(
      "after",
      "\nExamples:\n  assay run list\n  assay run show latest\n  assay run remove 2026-11-21T11-43-55-demo",
    );
  const add = (name: string, summary: string, argument: string | undefined, more: (command: Command) => Command) => {
    const command = run
      .command(name)
      .summary(summary)
      .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
    if (argument !== undefined) command.argument(argument, "id of a run, or latest");
    addSettingOptions(command, ["runs"]);
    more(command).option("--json", "print JSON");
    return command;
  };
  add("list", "list the recorded runs, newest first", undefined, (command) => command).action((options) =>
    context.execute(options, async () => (await import("./list.ts")).listRuns(options, context)),
  );
  add("show", "show what a run measured", "<run>", (command) => command).action((id: string, options) =>
    context.execute(options, async () => (await import("./list.ts")).showRun(id, options, context)),
  );
  add("remove", "remove runs with everything in their folders", "<runs...>", (command) =>
    command.option("--yes", "do not ask"),
  ).action((ids: string[], options) =>
    context.execute(options, async () => (await import("./list.ts")).removeRuns(ids, options, context)),
  );
}
