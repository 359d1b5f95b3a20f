import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag, option } from "../options/options.ts";

const HELP = `
Examples:
  assay model add Qwen/Qwen2.5-0.5B-Instruct-GGUF
  assay model add Qwen/Qwen2.5-0.5B-Instruct-GGUF --file q8_0 --alias tiny
  assay model add https://huggingface.co/bartowski/phi-4-GGUF/blob/main/phi-4-Q4_K_M.gguf
  assay model add ./my-model.gguf --project
  assay model add http://localhost:8000/v1#my-model --alias mine
  assay model add phi-4-mini.json                what assay model export wrote

The front of a GGUF file is read first, of one at the hub a few MB; nothing else is downloaded.`;

/** `assay model add` */
export function addAddCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "add",
    summary: "register a model under a name",
    description:
      "Registers a model in your models.json, or the project's: from the hub, a file, an address or an entry.",
    options: {
      reference: argument("<model>", "owner/repository, page of the hub, .gguf file, address, or exported .json"),
      alias: option("--alias <name>", "name to give it (default: from its own)"),
      file: option(
        "--file <file>",
        "of a repository: its file or quantisation; beside an entry: where its file lies here",
      ),
      project: flag("--project", "into the models.json of this folder"),
      force: flag("--force", "replace an entry of this name"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./add.ts")).registerModel,
  });
}
