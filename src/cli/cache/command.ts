import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, argumentList, flag, jsonFlag } from "../options/options.ts";

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
export function addCacheCommand(program: Command, context: ProgramContext): void {
  const cache = program
    .command("cache")
    .summary("see, check and clean up downloaded models")
    .description("Shows, checks, moves and removes models that were downloaded.")
    .addHelpText("after", HELP);
  addCommand(cache, context, {
    name: "list",
    summary: "list what is in the cache",
    description: "Lists what is in the cache, with sizes, last use, and who put it there.",
    options: { json: jsonFlag() },
    action: async () => (await import("./list.ts")).listCached,
  });
  addCommand(cache, context, {
    name: "location",
    summary: "tell where the cache is",
    description: "Tells where downloaded models lie, and what says so.",
    options: { json: jsonFlag() },
    action: async () => (await import("./location.ts")).showLocation,
  });
  addCommand(cache, context, {
    name: "cd",
    summary: "keep downloaded models elsewhere",
    description: "Downloads models into another folder from now on.",
    options: { json: jsonFlag(), folder: argument("<folder>", "a folder, which is made when it is not there") },
    help: CD_HELP,
    action: async () => (await import("./cd.ts")).changeLocation,
  });
  addCommand(cache, context, {
    name: "remove",
    summary: "remove downloaded models",
    description: "Removes models that assay has downloaded.",
    options: {
      json: jsonFlag(),
      models: argumentList("<models...>", "aliases, repositories, or addresses that files came from"),
      yes: flag("--yes", "do not ask"),
    },
    help: REMOVE_HELP,
    action: async () => (await import("./remove.ts")).removeDownloads,
  });
  addCommand(cache, context, {
    name: "verify",
    summary: "check downloaded models against their digests",
    description: "Checks every file that assay has downloaded.",
    options: { json: jsonFlag(), repair: flag("--repair", "download again what is damaged or missing") },
    help: VERIFY_HELP,
    action: async () => (await import("./verify.ts")).verify,
  });
  addCommand(cache, context, {
    name: "clean",
    summary: "remove leftovers",
    description: "Removes what downloads have left behind.",
    options: { json: jsonFlag(), yes: flag("--yes", "do not ask") },
    help: CLEAN_HELP,
    action: async () => (await import("./clean.ts")).clean,
  });
}
