import { type Clock, systemClock } from "../lib/clock.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { type GivenSettings, readSettings, type SettingsRead } from "../settings/read-settings.ts";
import { type Locations, readLocations } from "../system/locations.ts";
import type { AllowedKey } from "./key-trust.ts";

/** A workspace whose settings are not read: enough to find files and the running service. Tests give their own parts. */
export interface BareWorkspace {
  /** The environment of the process. Settings are not looked up in it, nor the keys of endpoints. */
  readonly env: EnvironmentVariables;
  /** The project: where models.json, assay.json, .env and runs/ are looked for. */
  readonly directory: string;
  readonly locations: Locations;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  /** Texts that the user typed where a model may stand; keys may go to the addresses among them. */
  readonly typedAddresses?: readonly string[] | undefined;
  /** Asks the user whether a key may go to a host that a project names; absent where nobody can answer. */
  readonly confirmKey?: ((key: AllowedKey) => Promise<boolean>) | undefined;
  /** Tells the user something on the way; absent where nobody looks. */
  readonly notify?: ((message: string) => void) | undefined;
}

/** Dependencies of the use cases. */
export interface Workspace extends BareWorkspace, SettingsRead {}

/** The bare workspace of this process, except for what is given. */
export function createBareWorkspace(given: Partial<BareWorkspace> = {}): BareWorkspace {
  const { env = process.env, directory = process.cwd() } = given;
  const { locations = readLocations(env), clock = systemClock, now = () => new Date() } = given;
  const { typedAddresses, confirmKey, notify } = given;
  return { env, directory, locations, clock, now, typedAddresses, confirmKey, notify };
}

/**
 * Reads the workspace of this process, except for what is given.
 *
 * @param settings given by the caller; stronger than the environment and all files
 * @throws AssayError as `readSettings()`
 */
export async function readWorkspace(
  given: Partial<BareWorkspace> = {},
  settings: GivenSettings = {},
): Promise<Workspace> {
  const bare = createBareWorkspace(given);
  const read = await readSettings({
    given: settings,
    env: bare.env,
    projectDirectory: bare.directory,
    userDirectory: bare.locations.config,
  });
  return { ...bare, ...read };
}
