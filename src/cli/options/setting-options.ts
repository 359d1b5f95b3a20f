import { type Command, Option as LibraryOption } from "commander";
import { flagOf, SETTINGS, type SettingName, type Settings } from "../../settings/definitions.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { readValue } from "../../settings/value-types.ts";
import type { Option, Typed } from "./define-command.ts";

/** Flags of settings: the action gets what holds, be it typed or set elsewhere. */
export function settings<Name extends SettingName>(...names: readonly Name[]) {
  const options = names.map((name) => [
    name,
    {
      addTo: (command) => addFlags(command, name),
      read: async ({ openWorkspace }) => (await openWorkspace()).settings[name],
      given: (flags) => givenBy(flags, [name]),
    } satisfies Option<Settings[Name]>,
  ]);
  return Object.fromEntries(options) as { readonly [N in Name]: Option<Settings[N]> };
}

/** The flag of a setting where only what is typed counts, as what is set elsewhere is meant for other commands. */
export function typedSetting<Name extends SettingName>(name: Name): Option<Settings[Name] | undefined> {
  return {
    addTo: (command) => addFlags(command, name),
    read({ flags }) {
      const value = givenBy(flags, [name])[name];
      return value === undefined
        ? undefined
        : (readValue<unknown>(value, SETTINGS[name], flagOf(name)) as Settings[Name]);
    },
  };
}

/** The flags of several settings as they were typed, for an action that reads a workspace of its own with them. */
export function givenSettings(names: readonly SettingName[]): Option<GivenSettings> {
  return {
    addTo(command) {
      for (const name of names) addFlags(command, name);
    },
    read: ({ flags }) => givenBy(flags, names),
  };
}

function givenBy(flags: Typed["flags"], names: readonly SettingName[]): GivenSettings {
  const given = names.flatMap((name) => {
    const value = toLibraryOptions(name)
      .map((option) => flags[option.attributeName()])
      .find((typed) => typed !== undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** With the setting's environment variable and default in the help. */
function addFlags(command: Command, name: SettingName): void {
  for (const option of toLibraryOptions(name)) command.addOption(option);
}

function toLibraryOptions(name: SettingName): LibraryOption[] {
  const { flag, placeholder, description, variable, default: fallback } = SETTINGS[name];
  if (flag === undefined) return [];
  const notes = [
    ...(variable === undefined ? [] : [`env: ${variable}`]),
    ...(fallback === undefined || String(fallback) === "" ? [] : [`default: ${String(fallback)}`]),
  ];
  const text = `${description.replace(/\.$/, "")}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
  if (placeholder !== undefined) return [new LibraryOption(`${flag} ${placeholder}`, text)];
  const bare = flag.replace(/^--/, "");
  return [new LibraryOption(flag, text), new LibraryOption(`--no-${bare}`, `The opposite of ${flag}`)];
}
