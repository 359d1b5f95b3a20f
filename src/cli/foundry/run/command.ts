import type { Command } from "commander";
import { AssayError } from "../../../core/errors.ts";
import type { CommandContext } from "../../options/command-context.ts";

const COMPLETE_HELP = `
Examples:
  foundry complete notes-mini "Write a title for: the budget was agreed on." --max-tokens 20`;

/** `foundry run`, `chat`, `complete` and `transcribe`, as 0.10 has them. */
export function addRunCommands(program: Command, context: CommandContext): void {
  for (const name of ["run", "chat"])
    program
      .command(name)
      .description(name === "run" ? "Run a model" : "Chat with a model")
      .argument("<model>", "alias, id, or id:version")
      .option("--prompt <text>", "ask once and print only the answer")
      .option("--retain <true|false>", "keep the other models loaded", "true")
      .option("--ttl <seconds>", "unload it when nobody has used it for so long", "600")
      .option("--verbose", "show how long loading took")
      .action((model: string, options) =>
        context.execute(options, async () => (await import("../model/run.ts")).runModel(model, options, context)),
      );
  program
    .command("complete")
    .description("Ask a model once and print its answer")
    .argument("<model>", "alias, id, or id:version")
    .argument("<prompt>", "what to ask")
    .option("--max-tokens <n>", "most tokens of the answer")
    .option("--temperature <t>", "0 takes the likeliest token each time")
    .addHelpText("after", COMPLETE_HELP)
    .action((model: string, prompt: string, options) =>
      context.execute(options, async () =>
        (await import("../model/run.ts")).runModel(model, { ...options, prompt, retain: "true" }, context),
      ),
    );
  program
    .command("transcribe")
    .description("Not offered: turn speech into text")
    .option("-m, --model <model>", "a speech model")
    .option("-f, --file <file>", "a recording")
    .action(() =>
      context.execute({}, async () => {
        throw new AssayError({
          code: "unsupported",
          message: "Cannot transcribe as a model must be able to hear: audio is not offered here",
          hint: 'transcribe with another program and give the text to a model: foundry complete <model> "Summarize: ..."',
        });
      }),
    );
}
