import type { Command } from "commander";
import { SETTINGS } from "../../settings/definitions.ts";
import { oneOf } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag, option } from "../options/options.ts";
import { settings, typedSetting } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay model run notes-mini
  assay model run notes-mini:q4_0 --prompt "Extract the action items. Anna sends the report by Friday."
  assay model run ./model.gguf --system "Answer in one sentence." < question.txt
  assay model run http://localhost:5273/v1#phi-4-mini --prompt "List three benefits of local inference." --usage
  assay model run ./my-adapter.ts --prompt "Hello" --json

Without --prompt, and with nothing piped in, a chat begins: /help shows its commands, Ctrl-C stops an answer.
With --prompt only the answer is written to the standard output.

Environment, also from a .env file: SHOW_USAGE=1 (as --usage), FOUNDRY_LOCAL_ENDPOINT.`;

/** `assay model run` */
export function addRunCommand(model: Command, context: ProgramContext): void {
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
    help: HELP,
    action: async () => (await import("./run.ts")).runModel,
  });
}
