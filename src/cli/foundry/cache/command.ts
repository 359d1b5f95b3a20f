import type { Command } from "commander";
import type { CommandContext } from "../../options/command-context.ts";

const HELP = `
Examples:
  foundry cache list
  foundry cache location
  foundry cache cd /data/models
  foundry cache remove qwen2.5-0.5b

To check and repair what was downloaded: assay cache verify --repair`;

/** `foundry cache` */
export function addCacheCommand(program: Command, context: CommandContext): void {
  const cache = program.command("cache").description("Manage the local cache").addHelpText("after", HELP);
  const add = (name: string, description: string) =>
    cache.command(name).description(description).option("--verbose", "say more");
  const load = () => import("./list.ts");
  add("list", "List the models in the cache")
    .alias("ls")
    .action((options) => context.execute(options, async () => (await load()).listCached(context)));
  add("location", "Show where the cache is").action((options) =>
    context.execute(options, async () => (await load()).showLocation(context)),
  );
  add("cd", "Keep downloaded models in another folder from now on")
    .argument("<folder>")
    .action((folder: string, options) =>
      context.execute(options, async () => (await load()).changeFolder(folder, context)),
    );
  add("remove", "Remove a model from the cache")
    .alias("rm")
    .argument("<model>", "alias, id, or id:version")
    .option("-f, --force", "do not ask")
    .option("-y, --yes", "do not ask")
    .action((name: string, options) =>
      context.execute(options, async () => (await load()).removeModel(name, options, context)),
    );
  add("clean", "Remove what downloads have left behind; models stay")
    .option("-f, --force", "do not ask")
    .option("-y, --yes", "do not ask")
    .action((options) => context.execute(options, async () => (await load()).cleanCache(options, context)));
}
