import type { Command } from "commander";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { readWorkspace, type Workspace } from "../../workbench/workspace.ts";
import type { CommandContext, ProgramContext } from "./command-context.ts";

/** Typed words, as the library read them. */
export interface Typed {
  /** By the argument's name. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** By the flag's name in camelCase. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** Reads the settings, those that were typed over all others. */
  openWorkspace(): Promise<Workspace>;
}

/** An argument or flag of a command, and the value that the action gets of it. */
export interface Option<T> {
  addTo(command: Command): void;
  /** @throws AssayError `invalid-input` naming the flag whose value is wrong */
  read(typed: Typed): T | Promise<T>;
  /** The settings that it gives. */
  readonly given?: (flags: Typed["flags"]) => GivenSettings;
}

/** The work of a command; returns the exit code. */
export type Action<O> = (options: O, context: CommandContext) => Promise<number>;

/** One option for each key of what the action takes. */
export type OptionsOf<O> = { readonly [K in keyof O]-?: Option<O[K]> };

/** Makes an option that the action does not take fail to compile. */
type NothingElse<Declared, O> = { readonly [K in Exclude<keyof Declared, keyof O>]: never };

export interface CommandDefinition<O, Declared> {
  readonly name: string;
  /** A second name. */
  readonly alias?: string | undefined;
  /** One line in the list of commands; default: the description. */
  readonly summary?: string | undefined;
  readonly description: string;
  /** Follows the flags in the help. */
  readonly help?: string | undefined;
  /** Works, and is in no help. */
  readonly isHidden?: boolean | undefined;
  /** Arguments in their order, and flags in the order of the help. */
  readonly options: Declared & NothingElse<Declared, O>;
  /** Flags that are taken for the sake of scripts which type them, and change nothing: the flag and what it says. */
  readonly ignored?: Readonly<Record<string, string>> | undefined;
  /** Loads the action, which nobody needs who only asks for help. */
  readonly action: () => Promise<Action<O>>;
}

/**
 * Adds a command whose action takes exactly the options that are declared: one without the other does not compile.
 *
 * @returns the command, for commands below it
 */
export function addCommand<O extends object, Declared extends OptionsOf<O>>(
  parent: Command,
  context: ProgramContext,
  definition: CommandDefinition<O, Declared>,
): Command {
  const { name, alias, summary, description, help, isHidden, ignored = {}, action } = definition;
  const declared = Object.entries<Option<unknown>>(definition.options);
  const command = parent.command(name, { hidden: isHidden === true }).description(description);
  if (alias !== undefined) command.alias(alias);
  if (summary !== undefined) command.summary(summary);
  for (const [, option] of declared) option.addTo(command);
  for (const [flag, says] of Object.entries(ignored)) command.option(flag, says);
  if (help !== undefined) command.addHelpText("after", help);
  return command.action(async () => {
    // A flag of the same name may stand before the command's name too.
    const flags = command.optsWithGlobals();
    await context.execute({ json: flags.json === true }, async () => {
      const given = Object.assign({}, ...declared.map(([, option]) => option.given?.(flags)));
      const typedArguments = namedArguments(command);
      const typedAddresses = [...Object.values(typedArguments), ...Object.values(flags)]
        .flat()
        .filter((value) => typeof value === "string");
      const bare = { ...context.workspace, typedAddresses };
      const openWorkspace = once(() => readWorkspace(bare, given));
      const typed: Typed = { arguments: typedArguments, flags, openWorkspace };
      const options: Record<string, unknown> = {};
      for (const [key, option] of declared) options[key] = await option.read(typed);
      const run = await action();
      // Each key was read by the option that the types demand for it.
      return run(options as O, { terminal: context.terminal, workspace: bare, openWorkspace });
    });
  });
}

function namedArguments(command: Command): Typed["arguments"] {
  return Object.fromEntries(
    command.registeredArguments.map((argument, index) => [argument.name(), command.processedArgs[index]]),
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
