import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag, option } from "../options/options.ts";
import { DOWNLOAD_SOURCES } from "./download-sources.ts";

const HELP = `
Examples:
  assay model download qwen2.5-0.5b
  assay model download Qwen/Qwen2.5-0.5B-Instruct-GGUF --file *q8_0*
  assay model download Qwen/Qwen2.5-0.5B-Instruct-GGUF:q4_0 --revision main
  assay model download https://example.com/models/my-model.gguf

${DOWNLOAD_SOURCES}`;

/** `assay model download` */
export function addDownloadCommand(model: Command, context: ProgramContext): void {
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
    help: HELP,
    action: async () => (await import("./download.ts")).download,
  });
}
