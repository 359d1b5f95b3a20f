import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { SETTINGS, type SettingName, type Settings } from "./definitions.ts";
import {
  createEnvFileLayer,
  createEnvironmentLayer,
  createFlagLayer,
  readEnvFile,
  readFileLayer,
  type SettingLayer,
  type SettingOrigin,
} from "./layers.ts";
import { readValue } from "./value-types.ts";

/** Settings that a caller gives: texts as typed on a command line, or values. */
export type GivenSettings = Readonly<Partial<Record<SettingName, unknown>>>;

export interface ReadSettingsOptions {
  readonly given: GivenSettings;
  readonly env: EnvironmentVariables;
  /** Folder of `.env` and the project's assay.json. */
  readonly projectDirectory: string;
  /** Folder of the user's assay.json. */
  readonly userDirectory: string;
}

/** Settings, and where each comes from. */
export interface SettingsRead {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
  /**
   * The environment over all of `.env`: where the key of an endpoint is looked up by the name of its variable. It is the
   * environment of nothing, since a project's `.env` could otherwise name a proxy, or code that Node is to load.
   */
  readonly keys: EnvironmentVariables;
}

/**
 * Reads all settings. Strongest first: given, environment, `.env`, the project's assay.json, the user's, built-in.
 *
 * @throws AssayError `invalid-input` naming the flag or variable whose value is wrong; `invalid-file` with the places
 *   that are wrong in an assay.json; `storage-failed`
 */
export async function readSettings(options: ReadSettingsOptions): Promise<SettingsRead> {
  const envFile = join(options.projectDirectory, ".env");
  const entries = await readEnvFile(envFile);
  const written = Object.fromEntries([...entries].map(([name, { value }]) => [name, value]));
  const layers = [
    createFlagLayer(options.given),
    createEnvironmentLayer(options.env),
    createEnvFileLayer(envFile, entries),
    await readFileLayer("project", options.projectDirectory),
    await readFileLayer("user", options.userDirectory),
  ];
  return { ...takeStrongest(layers, options.projectDirectory), keys: { ...written, ...options.env } };
}

/** The settings that hold when nobody has set anything. */
export function defaultSettings(env: EnvironmentVariables): SettingsRead {
  return { ...takeStrongest([], "."), keys: env };
}

function takeStrongest(layers: readonly SettingLayer[], directory: string): Pick<SettingsRead, "settings" | "origins"> {
  const settings: Record<string, unknown> = {};
  const origins: Record<string, SettingOrigin> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const found = layers
      .values()
      .map((layer) => layer(name))
      .find((said) => said !== undefined);
    settings[name] =
      found === undefined
        ? SETTINGS[name].default
        : placePath(name, readValue<unknown>(found.value, SETTINGS[name], found.where), found.base ?? directory);
    origins[name] =
      found === undefined ? { from: "built-in", where: "default" } : { from: found.from, where: found.where };
  }
  return { settings: settings as unknown as Settings, origins: origins as SettingsRead["origins"] };
}

function placePath(name: SettingName, value: unknown, base: string): unknown {
  const { path } = SETTINGS[name];
  const isPath = path === "file" || (path === "program" && /[\\/]/.test(String(value)));
  return isPath && typeof value === "string" ? resolve(base, value.replace(/^~(?=$|[\\/])/, homedir())) : value;
}
