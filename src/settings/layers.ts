import { join } from "node:path";
import { AssayError } from "../core/errors.ts";
import { checkJson } from "../json/check-json.ts";
import { readJsonFile } from "../json/read-json-file.ts";
import { readTextFile } from "../json/read-text-file.ts";
import { isNetworkPath } from "../system/network-path.ts";
import { statFile } from "../system/stat-file.ts";
import { flagOf, SETTINGS, type SettingName } from "./definitions.ts";
import { type EnvEntry, parseEnvFile } from "./parse-env-file.ts";
import { settingsFileSchema } from "./settings-file-schema.ts";

/** Origin of a setting's value. */
export interface SettingOrigin {
  readonly from: "flag" | "environment" | ".env" | "project" | "user" | "built-in";
  /** The flag, the variable, or the file with its line. */
  readonly where: string;
}

/** A place that may set things: answers what it says of one setting, absent when nothing. */
export type SettingLayer = (name: SettingName) => Said | undefined;

interface Said extends SettingOrigin {
  readonly value: unknown;
  /** Folder that a path is taken from; absent: that of the project. */
  readonly base?: string | undefined;
}

/** Values that the command line gave, by setting. */
export function createFlagLayer(flags: Readonly<Partial<Record<SettingName, unknown>>>): SettingLayer {
  return (name) => {
    const value = flags[name];
    return value === undefined ? undefined : { from: "flag", where: flagOf(name), value };
  };
}

/** The variables of the environment. */
export function createEnvironmentLayer(env: Readonly<Record<string, string | undefined>>): SettingLayer {
  return (name) => {
    const { variable, acceptsEmpty } = SETTINGS[name];
    const value = variable && env[variable];
    if (!variable || value === undefined || (value.trim() === "" && !acceptsEmpty)) return undefined;
    return { from: "environment", where: variable, value };
  };
}

/** The variables of a `.env` file. */
export function createEnvFileLayer(file: string, entries: ReadonlyMap<string, EnvEntry>): SettingLayer {
  const env = Object.fromEntries([...entries].map(([variable, { value }]) => [variable, value]));
  const layer = createEnvironmentLayer(env);
  return (name) => {
    const found = layer(name);
    if (found === undefined) return undefined;
    const where = `${found.where} in ${file}:${entries.get(found.where)?.line}`;
    if (SETTINGS[name].setBy === "user" || isElsewhere(found.value)) throw refuse(name, where);
    return { ...found, from: ".env", where };
  };
}

/**
 * Reads a `.env` file; no entries when there is none.
 *
 * @throws AssayError `invalid-file`, `storage-failed`
 */
export async function readEnvFile(file: string): Promise<ReadonlyMap<string, EnvEntry>> {
  // Python people keep a virtual environment in a folder of this name.
  if (!statFile(file)?.isFile()) return new Map();
  return parseEnvFile((await readTextFile(file)) ?? "");
}

/**
 * Reads an assay.json; sets nothing when there is none.
 *
 * @throws AssayError `invalid-file` with every problem and its place; `storage-failed`
 */
export async function readFileLayer(from: "project" | "user", directory: string): Promise<SettingLayer> {
  const file = join(directory, "assay.json");
  const document = await readJsonFile(file);
  const values = document === undefined ? {} : checkJson(document, settingsFileSchema);
  return (name) => {
    const value = values[name];
    if (value === undefined) return undefined;
    if (from === "project" && (SETTINGS[name].setBy === "user" || isElsewhere(value)))
      throw refuse(name, `${name} in ${file}`);
    return { from, where: file, value, base: directory };
  };
}

/** A value that Windows would take for a file of another machine. */
function isElsewhere(value: unknown): boolean {
  return typeof value === "string" && isNetworkPath(value);
}

/** A project that could name a program, or open the service to others, would do so on the machine of everyone who looks into it. */
function refuse(name: SettingName, where: string): AssayError {
  const { variable } = SETTINGS[name];
  return new AssayError({
    code: "invalid-file",
    message: `${where}: only the user can set ${name}${SETTINGS[name].setBy === "user" ? "" : " to a path of another machine"}, not the file of a project.`,
    hint: `Move it into your own assay.json (\`assay doctor\` says where that is)${variable === undefined ? "" : `, or set the variable ${variable} in your environment`}.`,
  });
}
