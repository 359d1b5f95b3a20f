import type { Argument, Option, RootCommand } from "@bomb.sh/tab";
import { Command } from "commander";
import { BUILT_IN_PROMPT_SETS } from "../../catalog/prompts/read-prompt-set.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readModels } from "../../workbench/resolve-name.ts";
import { readWorkspace } from "../../workbench/workspace.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** Tells the shell that its own completion of files may have a go (a directive of the protocol, which is cobra's). */
const FILES_PLEASE = ":0";
const FILE_FLAGS = ["--adapter", "--output", "--context", "--runs"];

/** `assay complete -- <words>`: what may stand in place of the last word. */
export async function complete(words: readonly string[], program: Command, context: ProgramContext): Promise<number> {
  const word = words.at(-1) ?? "";
  if (/^[.~]|[\\/]/.test(word) || FILE_FLAGS.includes(words.at(-2) ?? "")) {
    context.terminal.print(FILES_PLEASE);
    return EXIT.ok;
  }
  const root = await describeProgram(program);
  const [models, runs] = await Promise.all([listModelNames(context), listRunNames(context)]);
  for (const command of root.commands.values()) {
    for (const argument of command.arguments.values()) {
      if (/^(models?|slm|llm)$/.test(argument.name)) offer(argument, models);
      if (/^runs?$/.test(argument.name)) offer(argument, runs);
    }
    offer(command.options.get("models"), models);
    offer(command.options.get("resume"), runs);
    offer(command.options.get("prompts"), BUILT_IN_PROMPT_SETS);
  }
  root.parse([...words]);
  return EXIT.ok;
}

/** The program's commands and flags, as the library knows them; without those that it brings along itself. */
async function describeProgram(program: Command): Promise<RootCommand> {
  const { default: describe } = await import("@bomb.sh/tab/commander");
  const copy = new Command(program.name()).helpCommand(false);
  for (const command of program.commands)
    if (command.name() !== "completion" && command.name() !== "complete") copy.addCommand(command);
  return describe(copy, { completionCommandName: "completion" });
}

function offer(place: Argument | Option | undefined, values: readonly string[]): void {
  if (place === undefined) return;
  place.handler = (complete) => {
    for (const value of values) complete(value, "");
  };
}

async function listModelNames({ workspace }: ProgramContext): Promise<readonly string[]> {
  try {
    const { models } = await readModels(workspace);
    return [...models.values()].flatMap(({ alias, variants }) => [
      alias,
      ...variants.flatMap(({ name }) => (name === undefined ? [] : `${alias}:${name}`)),
    ]);
  } catch {
    // What is wrong with a models.json is told by every other command; a shell that waits for words has no place for it.
    return [];
  }
}

async function listRunNames({ workspace }: ProgramContext): Promise<readonly string[]> {
  try {
    const { settings } = await readWorkspace(workspace);
    const runs = await Array.fromAsync(createRunStore({ directory: settings.runs }).list());
    return ["latest", ...runs.map(({ id }) => id)];
  } catch {
    // As above, for assay.json and the runs' folder.
    return [];
  }
}
