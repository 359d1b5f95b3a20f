import type { Command } from "commander";
import { time } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag, option } from "../options/options.ts";

const LOAD_HELP = `
Examples:
  assay model load notes-mini                    before its first request, which then need not wait
  assay model load notes-mini --ttl 10m          unload it when nobody has used it for so long

The service loads it, and is started when it does not run. Without --ttl a model stays until its memory is needed.`;

const UNLOAD_HELP = `
Examples:
  assay model unload notes-mini
  assay model unload notes-mini --force          also one loaded with --ttl, and without waiting for its answers`;

/** `assay model load` and `assay model unload`: which models the service holds in memory. */
export function addLoadCommands(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "load",
    summary: "load a model into the service",
    description: "Loads a model into the service, so that its first request need not wait.",
    options: {
      model: argument("<model>", "name of a model"),
      ttlMs: option(
        "--ttl <10m>",
        "unload it when nobody has used it for so long (default: the service's)",
        time("10m"),
      ),
      json: jsonFlag(),
    },
    help: LOAD_HELP,
    action: async () => (await import("./load.ts")).loadModel,
  });
  addCommand(model, context, {
    name: "unload",
    summary: "take a model out of the service's memory",
    description: "Takes a model out of the service's memory once it has answered what it is asked now.",
    options: {
      model: argument("<model>", "name of a model"),
      force: flag("--force", "also one that was loaded with a time to live, and at once"),
      json: jsonFlag(),
    },
    help: UNLOAD_HELP,
    action: async () => (await import("./unload.ts")).unloadModel,
  });
}
