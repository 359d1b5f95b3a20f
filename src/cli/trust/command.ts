import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

const HELP = `
Examples:
  assay trust ./my-adapter.ts                    look at it first, then say yes to its present content
  assay trust ./my-adapter.ts --yes              the same in a script
  assay trust list
  assay trust revoke ./my-adapter.ts

An adapter is code of your own that answers prompts, and runs with all your rights, as does whatever it imports.
It runs only while its content is the one that you said yes to.`;

/** `assay trust`: which adapters may run. */
export function addTrustCommand(program: Command, context: CommandContext): void {
  const trust = program
    .command("trust")
    .summary("let an adapter of yours run, or no longer")
    .description(
      "Says yes to the present content of an adapter's module, so that it may run; lists such modules, takes a yes back.",
    )
    .argument("<module>", "path of the module, or its alias in models.json")
    .option("--yes", "do not ask")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action((module: string, options) =>
      context.execute(options, async () => (await import("./trust.ts")).trustModule(module, options, context)),
    );
  trust
    .command("list")
    .summary("list the modules that may run")
    .description("Lists the modules that were said yes to, and whether they have changed since.")
    .option("--json", "print JSON")
    .action((_, command: Command) => {
      const options = command.optsWithGlobals();
      return context.execute(options, async () => (await import("./trust.ts")).listTrust(options, context));
    });
  trust
    .command("revoke")
    .summary("take a yes back")
    .description("Takes a yes back: the module no longer runs.")
    .argument("<module>", "path of the module, or its alias in models.json")
    .option("--json", "print JSON")
    .action((module: string, _, command: Command) => {
      const options = command.optsWithGlobals();
      return context.execute(options, async () => (await import("./trust.ts")).revoke(module, options, context));
    });
}
