import type { Command } from "commander";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { always, argument, flag, option, optionOr } from "../../options/options.ts";
import { seconds, trueOrFalse } from "../classic/value-types.ts";

const LIST_HELP = `
Examples:
  foundry model list
  foundry model list --filter device=CPU
  foundry model list --filter alias=qwen*
  foundry model list --filter task=!chat
  foundry model list --cached`;

const RUN_HELP = `
Examples:
  foundry model run notes-mini
  foundry model run notes-mini --prompt "Extract the action items. Anna sends the report by Friday."
  foundry model run notes-mini --retain true     keeps the other models loaded`;

const MODEL = "alias, id, or id:version";
const VERBOSE = { "--verbose": "say more" };

/** `foundry model`, in the words of 0.3 to 0.8 and of 0.10. */
export function addModelCommand(program: Command, context: ProgramContext): void {
  const model = program.command("model").description("Discover, run and manage models");
  addList(model, context);
  addCommand(model, context, {
    name: "info",
    description: "Show what is known of a model",
    options: {
      model: argument("<model>", MODEL),
      license: flag("--license", "show the licence"),
      device: option("--device <device>", "CPU, GPU or NPU"),
    },
    ignored: VERBOSE,
    action: async () => (await import("./info.ts")).showModel,
  });
  addCommand(model, context, {
    name: "download",
    description: "Download a model to the local cache",
    options: {
      model: argument("<model>", MODEL),
      device: option("--device <device>", "CPU, GPU or NPU"),
      force: flag("--force", "ask the hub again for what is in the cache"),
    },
    ignored: VERBOSE,
    action: async () => (await import("./download.ts")).downloadModel,
  });
  addCommand(model, context, {
    name: "load",
    description: "Load a model into the service",
    options: {
      model: argument("<model>", MODEL),
      ttlMs: optionOr("600", "--ttl <seconds>", "unload it when nobody has used it for so long", seconds),
      device: option("--device <device>", "CPU, GPU or NPU"),
    },
    ignored: VERBOSE,
    action: async () => (await import("./load.ts")).loadModel,
  });
  addCommand(model, context, {
    name: "unload",
    alias: "stop",
    description: "Unload a model from the service",
    options: { model: argument("<model>", MODEL), device: option("--device <device>", "CPU, GPU or NPU") },
    ignored: VERBOSE,
    action: async () => (await import("./unload.ts")).unloadModel,
  });
  addCommand(model, context, {
    name: "run",
    description: "Run a model: a chat, or one answer with --prompt",
    options: {
      model: argument("<model>", MODEL),
      prompt: option("--prompt <text>", "ask once and print only the answer"),
      retainOthers: optionOr("false", "--retain <true|false>", "keep the other models loaded", trueOrFalse),
      ttlMs: optionOr("600", "--ttl <seconds>", "unload it when nobody has used it for so long", seconds),
      device: option("--device <device>", "CPU, GPU or NPU"),
      verbose: flag("--verbose", "show how long loading took, and the speed and tokens of each answer"),
      maxTokens: always(undefined),
      temperature: always(undefined),
    },
    help: RUN_HELP,
    action: async () => (await import("./run.ts")).runModel,
  });
  addWorkshopNames(model, context);
}

function addList(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "list",
    alias: "ls",
    description: "List the models of the catalog",
    options: {
      filter: option(
        "--filter <key=value>",
        "device, provider, task or alias; !value for all others, value* for a beginning",
      ),
      device: option("--device <device>", "cpu, gpu or npu"),
      type: option("--type <type>", "chat, speech or embedding"),
      search: option("--search <text>", "only names that hold this text"),
      cached: flag("--cached", "only models that are downloaded"),
      loaded: flag("--loaded", "only models that are loaded"),
      running: flag("--running", "the same as --loaded"),
      variants: flag("--variants", "a table of all variants"),
    },
    ignored: { "--available": "the whole catalog, as without it", ...VERBOSE },
    help: LIST_HELP,
    action: async () => (await import("./list.ts")).listModels,
  });
}

/** Commands that the workshop's texts type and no release ever had: run where their meaning is plain, else answered with the command to use. */
function addWorkshopNames(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "remove",
    isHidden: true,
    description: "",
    options: { model: argument("<model>"), force: flag("--force", ""), yes: always(false) },
    action: async () => (await import("../cache/remove.ts")).removeModel,
  });
  addCommand(model, context, {
    name: "chat",
    isHidden: true,
    description: "",
    options: {
      model: argument("<model>"),
      prompt: option("--prompt <text>", ""),
      retainOthers: always(false),
      ttlMs: always(600_000),
      device: always(undefined),
      verbose: always(false),
      maxTokens: always(undefined),
      temperature: always(undefined),
    },
    action: async () => (await import("./run.ts")).runModel,
  });
  addCommand(model, context, {
    name: "search",
    isHidden: true,
    description: "",
    options: {
      search: argument("<text>"),
      filter: always(undefined),
      device: always(undefined),
      type: always(undefined),
      cached: always(false),
      loaded: always(false),
      running: always(false),
      variants: always(false),
    },
    action: async () => (await import("./list.ts")).listModels,
  });
  for (const [name, instead] of [
    ["stats", "assay model info <model> tells size, context and memory; assay service ps what is in use"],
    ["benchmark", "assay bench <model> measures it; assay compare <a> <b> puts two side by side"],
  ] as const)
    model
      .command(name, { hidden: true })
      .argument("[model...]")
      .allowUnknownOption()
      .action(() => context.execute({}, async () => (await import("../classic/not-there.ts")).sayInstead(instead)));
}
