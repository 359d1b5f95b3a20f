import type { Command } from "commander";
import type { CommandContext } from "../../options/command-context.ts";

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

/** `foundry model`, in the words of 0.3 to 0.8 and of 0.10. */
export function addModelCommand(program: Command, context: CommandContext): void {
  const model = program.command("model").description("Discover, run and manage models");
  addList(model, context);
  model
    .command("info")
    .description("Show what is known of a model")
    .argument("<model>", "alias, id, or id:version")
    .option("--license", "show the licence")
    .option("--device <device>", "CPU, GPU or NPU")
    .option("--verbose", "say more")
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./info.ts")).showModel(name, options, context)),
    );
  model
    .command("download")
    .description("Download a model to the local cache")
    .argument("<model>", "alias, id, or id:version")
    .option("--device <device>", "CPU, GPU or NPU")
    .option("--force", "ask the hub again for what is in the cache")
    .option("--verbose", "say more")
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./download.ts")).downloadModel(name, options, context)),
    );
  model
    .command("load")
    .description("Load a model into the service")
    .argument("<model>", "alias, id, or id:version")
    .option("--ttl <seconds>", "unload it when nobody has used it for so long", "600")
    .option("--device <device>", "CPU, GPU or NPU")
    .option("--verbose", "say more")
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./load.ts")).loadModel(name, options, context)),
    );
  model
    .command("unload")
    .alias("stop")
    .description("Unload a model from the service")
    .argument("<model>", "alias, id, or id:version")
    .option("--device <device>", "CPU, GPU or NPU")
    .option("--verbose", "say more")
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./load.ts")).unloadModel(name, options, context)),
    );
  model
    .command("run")
    .description("Run a model: a chat, or one answer with --prompt")
    .argument("<model>", "alias, id, or id:version")
    .option("--prompt <text>", "ask once and print only the answer")
    .option("--retain <true|false>", "keep the other models loaded", "false")
    .option("--ttl <seconds>", "unload it when nobody has used it for so long", "600")
    .option("--device <device>", "CPU, GPU or NPU")
    .option("--verbose", "show how long loading took")
    .addHelpText("after", RUN_HELP)
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./run.ts")).runModel(name, options, context)),
    );
  addWorkshopNames(model, context);
}

function addList(model: Command, context: CommandContext): void {
  model
    .command("list")
    .alias("ls")
    .description("List the models of the catalog")
    .option("--filter <key=value>", "device, provider, task or alias; !value for all others, value* for a beginning")
    .option("--device <device>", "cpu, gpu or npu")
    .option("--type <type>", "chat, speech or embedding")
    .option("--search <text>", "only names that hold this text")
    .option("--cached", "only models that are downloaded")
    .option("--loaded", "only models that are loaded")
    .option("--running", "the same as --loaded")
    .option("--available", "the whole catalog, as without it")
    .option("--variants", "a table of all variants")
    .option("--verbose", "say more")
    .addHelpText("after", LIST_HELP)
    .action((options) =>
      context.execute(options, async () => (await import("./list.ts")).listModels(options, context)),
    );
}

/** What texts of the workshop type and no release ever had: done where it is plain what is meant, else told what does it. */
function addWorkshopNames(model: Command, context: CommandContext): void {
  model
    .command("remove", { hidden: true })
    .argument("<model>")
    .option("--force")
    .action((name: string, options) =>
      context.execute(options, async () => (await import("../cache/list.ts")).removeModel(name, options, context)),
    );
  model
    .command("chat", { hidden: true })
    .argument("<model>")
    .option("--prompt <text>")
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./run.ts")).runModel(name, options, context)),
    );
  model
    .command("search", { hidden: true })
    .argument("<text>")
    .action((search: string) =>
      context.execute({}, async () => (await import("./list.ts")).listModels({ search }, context)),
    );
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
