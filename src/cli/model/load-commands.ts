import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

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
export function addModelResidence(model: Command, context: CommandContext): void {
  model
    .command("load")
    .summary("load a model into the service")
    .description("Loads a model into the service, so that its first request need not wait.")
    .argument("<model>", "name of a model")
    .option("--ttl <10m>", "unload it when nobody has used it for so long (default: the service's)")
    .option("--json", "print JSON")
    .addHelpText("after", LOAD_HELP)
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./load.ts")).loadModel(name, options, context)),
    );
  model
    .command("unload")
    .summary("take a model out of the service's memory")
    .description("Takes a model out of the service's memory once it has answered what it is asked now.")
    .argument("<model>", "name of a model")
    .option("--force", "also one that was loaded with a time to live, and at once")
    .option("--json", "print JSON")
    .addHelpText("after", UNLOAD_HELP)
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./load.ts")).unloadModel(name, options, context)),
    );
}
