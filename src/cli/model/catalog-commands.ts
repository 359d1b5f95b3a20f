import type { Command } from "commander";
import { anySize, oneOf, whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, argumentList, flag, jsonFlag, option } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const SEARCH_HELP = `
Examples:
  assay model search qwen2.5 instruct
  assay model search coder --fits --licence commercial
  assay model search smollm --max-size 500MB --limit 20 --json
  assay model search phi-4 --format onnx

Shown is the file that most would take of each repository. Asked is the hub of HF_ENDPOINT, with the token of
HF_TOKEN where there is one.`;

const ADD_HELP = `
Examples:
  assay model add Qwen/Qwen2.5-0.5B-Instruct-GGUF
  assay model add Qwen/Qwen2.5-0.5B-Instruct-GGUF --file q8_0 --alias tiny
  assay model add https://huggingface.co/bartowski/phi-4-GGUF/blob/main/phi-4-Q4_K_M.gguf
  assay model add ./my-model.gguf --project
  assay model add http://localhost:8000/v1#my-model --alias mine
  assay model add phi-4-mini.json                what assay model export wrote

The front of a GGUF file is read first, of one at the hub a few MB; nothing else is downloaded.`;

const EXPORT_HELP = `
Examples:
  assay model export phi-4-mini --output phi-4-mini.json
  assay model export notes-mini:q4_0

The entry names the source (of a hub's model, the commit), the SHA-256 of the file, the licence, and what the newest
complete run here measured. assay model add takes it on another machine.`;

/** `assay model search`, `add`, `export` and `remove`: what models there are to choose from. */
export function addCatalogCommands(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "search",
    summary: "search the model hub",
    description: "Searches the model hub: licence, best file, its size, and whether it fits this machine.",
    options: {
      words: argumentList("<words...>", "what its name or description holds"),
      format: option("--format <gguf|onnx>", "kind of file (default: gguf)", oneOf("gguf", "onnx")),
      licence: option("--licence <licence>", "commercial, or a licence by its SPDX name, such as apache-2.0"),
      mostBytes: option("--max-size <4GB>", "only models of at most this size", anySize),
      fits: flag("--fits", "only models that fit the free memory"),
      limit: option("--limit <n>", "most results (default: 10)", whole(1, 50)),
      json: jsonFlag(),
    },
    help: SEARCH_HELP,
    action: async () => (await import("./search.ts")).searchHub,
  });
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
    help: ADD_HELP,
    action: async () => (await import("./add.ts")).registerModel,
  });
  addCommand(model, context, {
    name: "remove",
    summary: "take a registered model off the list",
    description: "Removes a registration of yours, or the project's. Files stay; assay cache remove deletes downloads.",
    options: {
      alias: argument("<alias>", "name that it was registered under"),
      project: flag("--project", "from the models.json of this folder"),
      json: jsonFlag(),
    },
    action: async () => (await import("./remove.ts")).unregisterModel,
  });
  addCommand(model, context, {
    name: "export",
    summary: "write an entry of a model to hand on",
    description: "Writes what another machine needs to have the same model, and what was measured of it here.",
    options: {
      model: argument("<model>", "name of a model"),
      output: option("--output <file>", "file to write (default: the standard output)"),
      ...settings("runs"),
    },
    help: EXPORT_HELP,
    action: async () => (await import("./export.ts")).exportEntry,
  });
}
