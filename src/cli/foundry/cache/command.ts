import type { Command } from "commander";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { argument, flag } from "../../options/options.ts";

const HELP = `
Examples:
  foundry cache list
  foundry cache location
  foundry cache cd /data/models
  foundry cache remove qwen2.5-0.5b

To check and repair what was downloaded: assay cache verify --repair`;

const VERBOSE = { "--verbose": "say more" };

/** `foundry cache` */
export function addCacheCommand(program: Command, context: ProgramContext): void {
  const cache = program.command("cache").description("Manage the local cache").addHelpText("after", HELP);
  addCommand(cache, context, {
    name: "list",
    alias: "ls",
    description: "List the models in the cache",
    options: {},
    ignored: VERBOSE,
    action: async () => (await import("./list.ts")).listCached,
  });
  addCommand(cache, context, {
    name: "location",
    description: "Show where the cache is",
    options: {},
    ignored: VERBOSE,
    action: async () => (await import("./location.ts")).showLocation,
  });
  addCommand(cache, context, {
    name: "cd",
    description: "Keep downloaded models in another folder from now on",
    options: { folder: argument("<folder>") },
    ignored: VERBOSE,
    action: async () => (await import("./cd.ts")).changeFolder,
  });
  addCommand(cache, context, {
    name: "remove",
    alias: "rm",
    description: "Remove a model from the cache",
    options: {
      model: argument("<model>", "alias, id, or id:version"),
      force: flag("-f, --force", "do not ask"),
      yes: flag("-y, --yes", "do not ask"),
    },
    ignored: VERBOSE,
    action: async () => (await import("./remove.ts")).removeModel,
  });
  addCommand(cache, context, {
    name: "clean",
    description: "Remove what downloads have left behind; models stay",
    options: { force: flag("-f, --force", "do not ask"), yes: flag("-y, --yes", "do not ask") },
    ignored: VERBOSE,
    action: async () => (await import("./clean.ts")).cleanCache,
  });
}
