import type { Command } from "commander";
import { timeOfDay } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, jsonFlag, option } from "../options/options.ts";
import { DOWNLOAD_SOURCES } from "./download-sources.ts";

const HELP = `
Examples:
  assay model prefetch qwen2.5-0.5b phi-4-mini --at 02:00
  assay model prefetch Qwen/Qwen2.5-0.5B-Instruct-GGUF

It waits in this terminal, which has to stay open, on a machine that does not sleep.

${DOWNLOAD_SOURCES}`;

/** `assay model prefetch` */
export function addPrefetchCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "prefetch",
    summary: "download models later, such as at night",
    description: "Downloads models one after the other, at a time of the day if one is named.",
    options: {
      models: argumentList("<models...>", "aliases, repositories of the hub, or addresses of .gguf files"),
      at: option("--at <time>", "wait for this time of the day, such as 02:00", timeOfDay),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./prefetch.ts")).prefetch,
  });
}
