import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag, optionalArgument } from "../options/options.ts";

const HELP = `
Examples:
  assay trust ./my-adapter.ts                    look at it first, then say yes to its present content
  assay trust ./my-adapter.ts --yes              the same in a script
  assay trust list
  assay trust revoke ./my-adapter.ts
  assay trust key OPENAI_API_KEY api.openai.com  let a project's files send this key to this host
  assay trust revoke OPENAI_API_KEY api.openai.com

A key goes where you have said so: to the endpoints of your own models.json, to addresses that you type or set in the
environment, and to the hosts that are allowed here. What a project's files name is not said by you.

An adapter is code of your own that answers prompts, and runs with all your rights, as does whatever it imports.
It runs only while its content is the one that you said yes to.`;

/** `assay trust`: which adapters may run. */
export function addTrustCommand(program: Command, context: ProgramContext): void {
  const trust = addCommand(program, context, {
    name: "trust",
    summary: "let an adapter run or a key go to a host, or no longer",
    description:
      "Says yes to the present content of an adapter's module, so that it may run, or to a key's going to a host; lists what was said yes to, takes a yes back.",
    options: {
      module: argument("<module>", "path of the module, or its alias in models.json"),
      yes: flag("--yes", "do not ask"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./trust.ts")).trustModule,
  });
  addCommand(trust, context, {
    name: "key",
    summary: "let a key go to a host, whoever names it",
    description: "Lets the key in an environment variable go to a host that a project's files name.",
    options: {
      variable: argument("<variable>", "environment variable that holds the key"),
      host: argument("<host>", "name or address, with its port where it has one"),
      json: jsonFlag(),
    },
    action: async () => (await import("./key.ts")).trustKey,
  });
  addCommand(trust, context, {
    name: "list",
    summary: "list the modules that may run, and the keys that may go somewhere",
    description: "Lists the modules that were said yes to and whether they have changed since, and the keys by host.",
    options: { json: jsonFlag() },
    action: async () => (await import("./list.ts")).listTrust,
  });
  addCommand(trust, context, {
    name: "revoke",
    summary: "take a yes back",
    description: "Takes a yes back: the module no longer runs, or the key no longer goes to the host.",
    options: {
      name: argument("<module>", "path of the module, its alias in models.json, or the variable of a key"),
      host: optionalArgument("[host]", "host that the key was allowed for"),
      json: jsonFlag(),
    },
    action: async () => (await import("./revoke.ts")).revoke,
  });
}
