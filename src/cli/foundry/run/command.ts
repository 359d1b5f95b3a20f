import type { Command } from "commander";
import { AssayError } from "../../../core/errors.ts";
import { SETTINGS } from "../../../settings/definitions.ts";
import type { ProgramContext } from "../../options/command-context.ts";
import { addCommand } from "../../options/define-command.ts";
import { always, argument, flag, option, optionOr } from "../../options/options.ts";
import { seconds, trueOrFalse } from "../classic/value-types.ts";

const COMPLETE_HELP = `
Examples:
  foundry complete notes-mini "Write a title for: the budget was agreed on." --max-tokens 20`;

/** `foundry run`, `chat`, `complete` and `transcribe`, as 0.10 has them. */
export function addRunCommands(program: Command, context: ProgramContext): void {
  for (const name of ["run", "chat"])
    addCommand(program, context, {
      name,
      description: name === "run" ? "Run a model" : "Chat with a model",
      options: {
        model: argument("<model>", "alias, id, or id:version"),
        prompt: option("--prompt <text>", "ask once and print only the answer"),
        retainOthers: optionOr("true", "--retain <true|false>", "keep the other models loaded", trueOrFalse),
        ttlMs: optionOr("600", "--ttl <seconds>", "unload it when nobody has used it for so long", seconds),
        verbose: flag("--verbose", "show how long loading took, and the speed and tokens of each answer"),
        device: always(undefined),
        maxTokens: always(undefined),
        temperature: always(undefined),
      },
      action: async () => (await import("../model/run.ts")).runModel,
    });
  addCommand(program, context, {
    name: "complete",
    description: "Ask a model once and print its answer",
    options: {
      model: argument("<model>", "alias, id, or id:version"),
      prompt: argument("<prompt>", "what to ask"),
      maxTokens: option("--max-tokens <n>", "most tokens of the answer", SETTINGS.maxTokens),
      temperature: option("--temperature <t>", "0 takes the likeliest token each time", SETTINGS.temperature),
      retainOthers: always(true),
      ttlMs: always(600_000),
      device: always(undefined),
      verbose: flag("--verbose", "show how long loading took, and the speed and tokens of the answer"),
    },
    help: COMPLETE_HELP,
    action: async () => (await import("../model/run.ts")).runModel,
  });
  program
    .command("transcribe")
    .description("Not offered: turn speech into text")
    .option("-m, --model <model>", "a speech model")
    .option("-f, --file <file>", "a recording")
    .action(() =>
      context.execute({}, async () => {
        throw new AssayError({
          code: "unsupported",
          message: "No model here takes audio, so nothing can be transcribed.",
          hint: `Transcribe with another program and give the text to a model: \`foundry complete <model> "Summarize: ..."\`.`,
        });
      }),
    );
}
