import type { Command } from "commander";
import { timeOfDay } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, argumentList, flag, jsonFlag, option } from "../options/options.ts";

const SOURCES = `A name is an alias of the catalog (assay model list), a repository of the hub (owner/name, or owner/name:q4_k_m;
of several models in it q4_k_m is taken), or the address of a .gguf file.

What came is kept when a download stops, and the same command goes on from there. A file gets its name only when its
content has been checked. It lies in the hub's own cache, where other tools find it: assay cache location.

Environment: HF_TOKEN (for models whose licence must be accepted), HF_ENDPOINT (a mirror), HF_HOME (where the cache is),
HTTPS_PROXY and NO_PROXY, SSL_CERT_FILE or REQUESTS_CA_BUNDLE (a company's certificates), HF_HUB_OFFLINE=1 (ask nobody).`;

const DOWNLOAD_HELP = `
Examples:
  assay model download qwen2.5-0.5b
  assay model download Qwen/Qwen2.5-0.5B-Instruct-GGUF --file *q8_0*
  assay model download Qwen/Qwen2.5-0.5B-Instruct-GGUF:q4_0 --revision main
  assay model download https://example.com/models/my-model.gguf

${SOURCES}`;

const PREFETCH_HELP = `
Examples:
  assay model prefetch qwen2.5-0.5b phi-4-mini --at 02:00
  assay model prefetch Qwen/Qwen2.5-0.5B-Instruct-GGUF

It waits in this terminal, which has to stay open, on a machine that does not sleep.

${SOURCES}`;

/** `assay model download` and `assay model prefetch`. */
export function addDownloadCommands(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "download",
    summary: "download a model from the hub",
    description: "Downloads a model, or goes on where an earlier try stopped.",
    options: {
      model: argument("<model>", "alias, repository of the hub, or address of a .gguf file"),
      file: option("--file <name>", "which file of a repository: its path, quantisation, or a pattern with *"),
      revision: option("--revision <name>", "branch, tag or commit of a repository (default: main)"),
      force: flag("--force", "download it again, whatever is there"),
      json: jsonFlag(),
    },
    help: DOWNLOAD_HELP,
    action: async () => (await import("./download.ts")).download,
  });
  addCommand(model, context, {
    name: "prefetch",
    summary: "download models later, such as at night",
    description: "Downloads models one after the other, at a time of the day if one is named.",
    options: {
      models: argumentList("<models...>", "aliases, repositories of the hub, or addresses of .gguf files"),
      at: option("--at <time>", "wait for this time of the day, such as 02:00", timeOfDay),
      json: jsonFlag(),
    },
    help: PREFETCH_HELP,
    action: async () => (await import("./prefetch.ts")).prefetch,
  });
}
