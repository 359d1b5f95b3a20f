import type { Command } from "commander";
import { SETTINGS } from "../../settings/definitions.ts";
import { oneOf } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, hiddenFlag, jsonFlag, option } from "../options/options.ts";
import { settings, typedSetting } from "../options/setting-options.ts";
import { addCatalogCommands } from "./catalog-commands.ts";
import { addDownloadCommands } from "./download-commands.ts";
import { addLoadCommands } from "./load-commands.ts";

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
export function addModelCommand(program: Command, context: ProgramContext): void {
  const model = program
    .command("model")
    .summary("list models, search for more, look into one, chat with one")
    .description("Lists the models, searches the hub, tells what is known of one, or runs one.")
    .addHelpText("after", HELP);
  addCommand(model, context, {
    name: "list",
    summary: "list the models that can be named",
    description:
      "Lists the models that can be named: size, licence, context, who lists them, and whether the file is there.",
    options: {
      filter: option("--filter <key=value>", "only models of an alias, device, licence, provider or task"),
      cached: flag("--cached", "only models that are here"),
      json: jsonFlag(),
    },
    help: LIST_HELP,
    action: async () => (await import("./list.ts")).listModels,
  });
  addCommand(model, context, {
    name: "info",
    summary: "tell everything that is known of a model",
    description:
      "Tells everything that is known of a model without loading it: source, digest, licence, context, and whether it fits the free memory. Of a model of the hub that is not here, the front of its file is read, a few MB.",
    options: {
      model: argument("<model>", "name of a model"),
      licence: flag("--licence", "print the licence and where it can be read (also --license)"),
      license: hiddenFlag("--license"),
      template: flag("--template", "print the chat template"),
      json: jsonFlag(),
    },
    help: INFO_HELP,
    action: async () => (await import("./info.ts")).showModel,
  });
  addCatalogCommands(model, context);
  addRun(model, context);
  addDownloadCommands(model, context);
  addLoadCommands(model, context);
}

function addRun(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "run",
    summary: "chat with a model, or ask it once",
    description: "Runs a model: a chat on the terminal, or one answer with --prompt or a text piped in.",
    options: {
      model: argument("<model>", "name of a model"),
      prompt: option("--prompt <text>", "ask once and print only the answer"),
      system: option("--system <text>", "what the model is told before the conversation"),
      maxTokens: option("--max-tokens <n>", "most tokens of an answer (default: as many as fit)", SETTINGS.maxTokens),
      temperature: option(
        "--temperature <t>",
        "0 takes the likeliest token each time (default: the model's own)",
        SETTINGS.temperature,
      ),
      seed: option("--seed <n>", "repeats the same choices (default: at random)", SETTINGS.seed),
      thinking: flag("--no-thinking", "ask the model not to reason first, where it can be asked"),
      device: option(
        "--device <cpu|gpu>",
        "where to run it (default: what the model asks for, else cpu)",
        oneOf("cpu", "gpu"),
      ),
      threads: typedSetting("threads"),
      contextTokens: typedSetting("contextTokens"),
      ...settings("showUsage"),
      json: jsonFlag("with --prompt: print text, usage and timings as one object"),
    },
    help: RUN_HELP,
    action: async () => (await import("./run.ts")).runModel,
  });
}
