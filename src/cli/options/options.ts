import { Argument, Option as LibraryOption } from "commander";
import { anyText, readValue, type ValueType } from "../../settings/value-types.ts";
import type { Option } from "./define-command.ts";

/** `--json`, which every command with a result has. */
export function jsonFlag(description = "print JSON"): Option<boolean> {
  return flag("--json", description);
}

/** A flag without a value: whether it was typed; of `--no-...`, whether it was not. */
export function flag(written: string, description: string): Option<boolean> {
  return fromFlag(new LibraryOption(written, description), (value) => value === true);
}

/** A flag that works and is in no help. */
export function hiddenFlag(written: string): Option<boolean> {
  return fromFlag(new LibraryOption(written).hideHelp(), (value) => value === true);
}

/** A flag and its opposite, `--no-...`; absent when neither was typed. */
export function onOrOff(written: string, description: string, opposite: string): Option<boolean | undefined> {
  const key = new LibraryOption(written).attributeName();
  return {
    addTo(command) {
      command.addOption(new LibraryOption(written, description));
      command.addOption(new LibraryOption(written.replace(/^--/, "--no-"), opposite));
    },
    read: ({ flags }) => (flags[key] === undefined ? undefined : flags[key] === true),
  };
}

/** A flag with a value, such as `--limit <n>`; absent when it was not typed. Any text unless `type` says more. */
export function option(written: string, description: string): Option<string | undefined>;
export function option<T>(written: string, description: string, type: ValueType<T>): Option<T | undefined>;
export function option(written: string, description: string, type: ValueType<unknown> = anyText): Option<unknown> {
  const library = new LibraryOption(written, description);
  const name = nameOf(library);
  return fromFlag(library, (value) => (value === undefined ? undefined : readValue(value, type, name)));
}

/** As `option()`, with a text that holds when nobody types another, and is in the help as such. */
export function optionOr(fallback: string, written: string, description: string): Option<string>;
export function optionOr<T>(fallback: string, written: string, description: string, type: ValueType<T>): Option<T>;
export function optionOr(
  fallback: string,
  written: string,
  description: string,
  type: ValueType<unknown> = anyText,
): Option<unknown> {
  const library = new LibraryOption(written, description).default(fallback);
  const name = nameOf(library);
  return fromFlag(library, (value) => readValue(value, type, name));
}

/** A flag that may be typed several times, or be followed by several values. */
export function optionList(written: string, description: string): Option<readonly string[]> {
  const library = new LibraryOption(written, description);
  if (!library.variadic)
    library.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return fromFlag(library, (value) => (value === undefined ? [] : (value as string[])));
}

/** An argument that must be there, such as `<model>`. */
export function argument(written: string, description = ""): Option<string> {
  return fromArgument(new Argument(written, description));
}

/** An argument that is one of a few words. */
export function choice<const T extends string>(written: string, description: string, choices: readonly T[]) {
  return fromArgument<T>(new Argument(written, description).choices(choices));
}

/** An argument that may be left out, such as `[folder]`. */
export function optionalArgument(written: string, description: string): Option<string | undefined>;
export function optionalArgument(written: string, description: string, fallback: string): Option<string>;
export function optionalArgument(written: string, description: string, fallback?: string): Option<string | undefined> {
  return fromArgument(new Argument(written, description).default(fallback));
}

/** All arguments that follow, such as `<models...>`; `fallback` stands where there is none. */
export function argumentList(
  written: string,
  description: string,
  fallback?: readonly string[],
): Option<readonly string[]> {
  return fromArgument(new Argument(written, description).default(fallback));
}

/** A value that nothing typed changes, for an action that other commands have a flag for. */
export function always<T>(value: T): Option<T> {
  return { addTo() {}, read: () => value };
}

/** The same options under a heading of their own in the help; they stand last in it. */
export function under<Declared extends Readonly<Record<string, Option<unknown>>>>(
  heading: string,
  options: Declared,
): Declared {
  const moved = Object.entries(options).map(([key, one]) => [
    key,
    { ...one, addTo: (command) => one.addTo(command.optionsGroup(heading)) } satisfies Option<unknown>,
  ]);
  return Object.fromEntries(moved);
}

/** Makes an option of the library's. @param read makes the value of what the library read; absent when it was not typed */
function fromFlag<T>(library: LibraryOption, read: (value: unknown) => T): Option<T> {
  const key = library.attributeName();
  return { addTo: (command) => command.addOption(library), read: ({ flags }) => read(flags[key]) };
}

/** The library has checked how many there are, and which words. */
function fromArgument<T>(library: Argument): Option<T> {
  const name = library.name();
  return { addTo: (command) => command.addArgument(library), read: (typed) => typed.arguments[name] as T };
}

function nameOf({ long, short, flags }: LibraryOption): string {
  return long ?? short ?? flags;
}
