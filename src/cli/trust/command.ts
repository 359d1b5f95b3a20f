import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag } from "../options/options.ts";

const HELP = `
Examples:
  assay trust ./my-adapter.ts                    look at it first, then say yes to its present content
  assay trust ./my-adapter.ts --yes              the same in a script
  assay trust list
  assay trust revoke ./my-adapter.ts

An adapter is code of your own that answers prompts, and runs with all your rights, as does whatever it imports.
It runs only while its content is the one that you said yes to.`;

/** `assay trust`: which adapters may run. */
export function addTrustCommand(program: Command, context: ProgramContext): void {
  const trust = addCommand(program, context, {
    name: "trust",
    summary: "let an adapter of yours run, or no longer",
    description:
      "Says yes to the present content of an adapter's module, so that it may run; lists such modules, takes a yes back.",
    options: {
      module: argument("<module>", "path of the module, or its alias in models.json"),
      yes: flag("--yes", "do not ask"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./trust.ts")).trustModule,
  });
  addCommand(trust, context, {
    name: "list",
    summary: "list the modules that may run",
    description: "Lists the modules that were said yes to, and whether they have changed since.",
    options: { json: jsonFlag() },
    action: async () => (await import("./list.ts")).listTrust,
  });
  addCommand(trust, context, {
    name: "revoke",
    summary: "take a yes back",
    description: "Takes a yes back: the module no longer runs.",
    options: { module: argument("<module>", "path of the module, or its alias in models.json"), json: jsonFlag() },
    action: async () => (await import("./revoke.ts")).revoke,
  });
}
