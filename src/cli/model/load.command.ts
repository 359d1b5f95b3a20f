import type { Command } from "commander";
import { time } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, jsonFlag, option } from "../options/options.ts";

const HELP = `
Examples:
  assay model load notes-mini                    before its first request, which then need not wait
  assay model load notes-mini --ttl 10m          unload it when nobody has used it for so long

The service loads it, and is started when it does not run. Without --ttl a model stays until its memory is needed.`;

/** `assay model load` */
export function addLoadCommand(model: Command, context: ProgramContext): void {
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
    help: HELP,
    action: async () => (await import("./load.ts")).loadModel,
  });
}
