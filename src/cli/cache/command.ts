import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

const HELP = `
Examples:
  assay cache list
  assay cache location
  assay cache cd /data/models                    keep models there from now on
  assay cache remove Qwen/Qwen2.5-0.5B-Instruct-GGUF
  assay cache verify --repair
  assay cache clean

Models lie in the hub's own cache, so that other tools find what assay has downloaded, and assay what they have:
HF_HUB_CACHE if it is set, else the folder named with assay cache cd, else hub in HF_HOME, else ~/.cache/huggingface/hub.
Only what assay has downloaded itself is ever removed.`;

const CD_HELP = `
Examples:
  assay cache cd /data/models
  assay cache cd D:\\models

Writes modelCache into your assay.json. HF_HUB_CACHE in the environment, and an assay.json of a project, are stronger.
Other tools of the hub do not read it: for them set HF_HUB_CACHE. Nothing is moved.`;

const REMOVE_HELP = `
Examples:
  assay cache remove qwen2.5-0.5b
  assay cache remove Qwen/Qwen2.5-0.5B-Instruct-GGUF --yes

A content that another tool uses too stays.`;

const VERIFY_HELP = `
Examples:
  assay cache verify
  assay cache verify --repair --json

Reads every file that assay has downloaded and holds it against its digest. Exit code 1 when one is not right.`;

const CLEAN_HELP = `
Examples:
  assay cache clean
  assay cache clean --yes

Removes downloads that stopped (they could still go on), files of ours that no model uses any more, and records of
files that are gone. What another process is downloading now stays.`;

/** `assay cache`: the models on this disk. */
export function addCacheCommand(program: Command, context: CommandContext): void {
  const cache = program
    .command("cache")
    .summary("see, check and clean up downloaded models")
    .description("Shows, checks, moves and removes models that were downloaded.")
    .addHelpText("after", HELP);
  const add = (name: string, summary: string, description: string) =>
    cache.command(name).summary(summary).description(description).option("--json", "print JSON");

  add(
    "list",
    "list what is in the cache",
    "Lists what is in the cache, with sizes, last use, and who put it there.",
  ).action((options) => context.execute(options, async () => (await import("./list.ts")).list(options, context)));
  add("location", "tell where the cache is", "Tells where downloaded models lie, and what says so.").action((options) =>
    context.execute(options, async () => (await import("./list.ts")).showLocation(options, context)),
  );
  add("cd", "keep downloaded models elsewhere", "Downloads models into another folder from now on.")
    .argument("<folder>", "a folder, which is made when it is not there")
    .addHelpText("after", CD_HELP)
    .action((folder: string, options) =>
      context.execute(options, async () => (await import("./list.ts")).changeLocation(folder, options, context)),
    );
  add("remove", "remove downloaded models", "Removes models that assay has downloaded.")
    .argument("<models...>", "aliases, repositories, or addresses that files came from")
    .option("--yes", "do not ask")
    .addHelpText("after", REMOVE_HELP)
    .action((names: string[], options) =>
      context.execute(options, async () => (await import("./list.ts")).remove(names, options, context)),
    );
  add("verify", "check downloaded models against their digests", "Checks every file that assay has downloaded.")
    .option("--repair", "download again what is damaged or missing")
    .addHelpText("after", VERIFY_HELP)
    .action((options) => context.execute(options, async () => (await import("./verify.ts")).verify(options, context)));
  add("clean", "remove leftovers", "Removes what downloads have left behind.")
    .option("--yes", "do not ask")
    .addHelpText("after", CLEAN_HELP)
    .action((options) => context.execute(options, async () => (await import("./verify.ts")).clean(options, context)));
}
