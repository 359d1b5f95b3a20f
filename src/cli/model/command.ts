import { type Command, Option } from "commander";
import type { CommandContext } from "../options/command-context.ts";
import { addSettingOptions } from "../options/setting-options.ts";
import { addCatalogCommands } from "./catalog-commands.ts";
import { addDownloadCommands } from "./download-commands.ts";
import { addModelResidence } from "./load-commands.ts";

const HELP = `
Examples:
  assay model list
  assay model search qwen2.5 instruct --fits
  assay model info notes-mini
  assay model run notes-mini                     chat; /help there
  assay model run notes-mini --prompt "Write a summary of the meeting in two sentences. ..."`;

const LIST_HELP = `
Examples:
  assay model list
  assay model list --cached
  assay model list --filter "alias=qwen*"
  assay model list --filter licence=commercial --json
  assay model list --filter "task=!embeddings"

Listed are the models of models.json in this folder, yours and those that come with assay; with
FOUNDRY_LOCAL_ENDPOINT set, also those of that service. What would have to be downloaded stands at the end.

A filter is key=value with one of the keys alias, device, licence, provider, task; ! in front of the value
takes everything else, * at its end takes all that begins so.`;

const INFO_HELP = `
Examples:
  assay model info notes-mini                    the variant that the alias means
  assay model info notes-mini:*                  every variant
  assay model info qwen2.5-0.5b                  before it is downloaded: whether it would fit
  assay model info qwen2.5-0.5b --licence        the text of the licence
  assay model info notes-mini --template         the chat template, whole
  assay model info ./model.gguf --json`;

const RUN_HELP = `
Examples:
  assay model run notes-mini
  assay model run notes-mini:q4_0 --prompt "Extract the action items. Anna sends the report by Friday."
  assay model run ./model.gguf --system "Answer in one sentence." < question.txt
  assay model run http://localhost:5273/v1#phi-4-mini --prompt "List three benefits of local inference." --usage
  assay model run ./my-adapter.ts --prompt "Hello" --json

Without --prompt, and with nothing piped in, a chat begins: /help shows its commands, Ctrl-C stops an answer.
With --prompt only the answer is written to the standard output.

Environment, also from a .env file: SHOW_USAGE=1 (as --usage), FOUNDRY_LOCAL_ENDPOINT.`;

/** `assay model`: what models there are, what is known of one, and a chat with it. */
export function addModelCommand(program: Command, context: CommandContext): void {
  const model = program
    .command("model")
    .summary("list models, search for more, look into one, chat with one")
    .description("Lists the models, searches the hub, tells what is known of one, or runs one.")
    .addHelpText("after", HELP);
  model
    .command("list")
    .summary("list the models that can be named")
    .description(
      "Lists the models that can be named: size, licence, context, who lists them, and whether the file is there.",
    )
    .option("--filter <key=value>", "only models of an alias, device, licence, provider or task")
    .option("--cached", "only models that are here")
    .option("--json", "print JSON")
    .addHelpText("after", LIST_HELP)
    .action((options) =>
      context.execute(options, async () => (await import("./list.ts")).listModels(options, context)),
    );
  model
    .command("info")
    .summary("tell everything that is known of a model")
    .description(
      "Tells everything that is known of a model without loading it: source, digest, licence, context, and whether it fits the free memory. Of a model of the hub that is not here, the front of its file is read, a few MB.",
    )
    .argument("<model>", "name of a model")
    .option("--licence", "print the licence and where it can be read (also --license)")
    .addOption(new Option("--license").hideHelp())
    .option("--template", "print the chat template")
    .option("--json", "print JSON")
    .addHelpText("after", INFO_HELP)
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./info.ts")).showModel(name, options, context)),
    );
  addCatalogCommands(model, context);
  addRun(model, context);
  addDownloadCommands(model, context);
  addModelResidence(model, context);
}

function addRun(model: Command, context: CommandContext): void {
  const run = model
    .command("run")
    .summary("chat with a model, or ask it once")
    .description("Runs a model: a chat on the terminal, or one answer with --prompt or a text piped in.")
    .argument("<model>", "name of a model")
    .option("--prompt <text>", "ask once and print only the answer")
    .option("--system <text>", "what the model is told before the conversation")
    .option("--max-tokens <n>", "most tokens of an answer (default: as many as fit)")
    .option("--temperature <t>", "0 takes the likeliest token each time (default: the model's own)")
    .option("--seed <n>", "repeats the same choices (default: at random)")
    .option("--device <cpu|gpu>", "where to run it (default: what the model asks for, else cpu)");
  addSettingOptions(run, ["threads", "contextTokens", "showUsage"]);
  run
    .option("--json", "with --prompt: print text, usage and timings as one object")
    .addHelpText("after", RUN_HELP)
    .action((name: string, options) =>
      context.execute(options, async () => (await import("./run.ts")).runModel(name, options, context)),
    );
}
