import type { ValueType } from "./value-types.ts";

/** One setting: what it is called everywhere, what it may be, and what it is when nobody says. */
export interface SettingDefinition<T> extends ValueType<T> {
  readonly description: string;
  readonly flag?: string | undefined;
  /** Stands for the value behind the flag in the help; a switch has none. */
  readonly placeholder?: string | undefined;
  /** Environment variable, one of the workshop's. */
  readonly variable?: string | undefined;
  /**
   * Whether its value is a path, which is taken from the folder of the file that says it, else from the current one. A
   * program is one where it has a slash; else it is a name on PATH.
   */
  readonly path?: "file" | "program" | undefined;
  /** Whether an empty variable is a value; else it counts as not set. */
  readonly acceptsEmpty?: boolean | undefined;
  /**
   * Who may set it: `user` shuts out the files of a project, as who opens a project has not said yes to what is in it.
   * It must hold for what opens the service to others, and for what names a program to run or a file to read a key from.
   */
  readonly setBy: "anyone" | "user";
  readonly default: T;
}

/** A setting that has a value even when nobody says one. */
export function define<T>(definition: SettingDefinition<T>): SettingDefinition<T> {
  return definition;
}

/** A setting that may have none. */
export function optional<T>(
  definition: Omit<SettingDefinition<T>, "default">,
): Omit<SettingDefinition<T>, "default"> & { readonly default: T | undefined } {
  return { ...definition, default: undefined };
}
