import { join } from "node:path";
import { AssayError } from "../core/errors.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { SETTINGS, type SettingName, type Settings } from "./definitions.ts";
import {
  createEnvFileLayer,
  createEnvironmentLayer,
  createFlagLayer,
  readEnvFile,
  readFileLayer,
  type SettingOrigin,
} from "./layers.ts";
import type { EnvEntry } from "./parse-env-file.ts";

export interface ReadSettingsOptions {
  /** What the command line gave, by setting: texts as typed, or values. */
  readonly flags: Readonly<Partial<Record<SettingName, unknown>>>;
  readonly env: EnvironmentVariables;
  /** Folder of `.env` and the project's assay.json. */
  readonly projectDirectory: string;
  /** Folder of the user's assay.json. */
  readonly userDirectory: string;
  /** More names that may be taken from `.env`: the variables that hold the keys of the catalog's endpoints. */
  readonly alsoKnown?: Iterable<string> | undefined;
}

/** Settings, and where each comes from. */
export interface SettingsRead {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
  /** The environment, with the names we know that only `.env` sets: what models' names and keys are looked up in. */
  readonly env: EnvironmentVariables;
}

/**
 * Reads all settings. Strongest first: flags, environment, `.env`, the project's assay.json, the user's, built-in.
 *
 * @throws AssayError `invalid-input` naming the flag or variable whose value is wrong; `invalid-file` with the places
 *   that are wrong in an assay.json; `storage-failed`
 */
export async function readSettings(options: ReadSettingsOptions): Promise<SettingsRead> {
  const envFile = join(options.projectDirectory, ".env");
  const envEntries = await readEnvFile(envFile);
  const layers = [
    createFlagLayer(options.flags),
    createEnvironmentLayer(options.env),
    createEnvFileLayer(envFile, envEntries),
    await readFileLayer("project", options.projectDirectory),
    await readFileLayer("user", options.userDirectory),
  ];
  const settings: Record<string, unknown> = {};
  const origins: Record<string, SettingOrigin> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const found = layers
      .values()
      .map((layer) => layer(name))
      .find((said) => said !== undefined);
    settings[name] = found === undefined ? SETTINGS[name].default : check(name, found.value, found.where);
    origins[name] =
      found === undefined ? { from: "built-in", where: "default" } : { from: found.from, where: found.where };
  }
  return {
    settings: settings as unknown as Settings,
    origins: origins as SettingsRead["origins"],
    env: {
      ...knownOf(envEntries, options.alsoKnown ?? []),
      ...options.env,
      FOUNDRY_LOCAL_ENDPOINT: settings.foundryEndpoint as string | undefined,
      ...(settings.modelCache === undefined ? {} : { HF_HUB_CACHE: settings.modelCache as string }),
      ...(settings.llamaServer === undefined ? {} : { ASSAY_LLAMA_SERVER: settings.llamaServer as string }),
    },
  };
}

function check(name: SettingName, value: unknown, where: string): unknown {
  const { schema, rule, fromText } = SETTINGS[name];
  const result = schema.safeParse(typeof value === "string" ? fromText(value) : value);
  if (result.success) return result.data;
  const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot use ${where} as it must be ${rule}: current value is ${shown}`,
  });
}

function knownOf(entries: ReadonlyMap<string, EnvEntry>, alsoKnown: Iterable<string>): EnvironmentVariables {
  const known = new Set(["ASSAY_API_KEY", ...alsoKnown, ...Object.values(SETTINGS).map(({ variable }) => variable)]);
  return Object.fromEntries([...entries].filter(([name]) => known.has(name)).map(([name, { value }]) => [name, value]));
}
