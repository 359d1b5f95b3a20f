import { type Clock, systemClock } from "../lib/clock.ts";
import { type Locations, readLocations } from "../system/locations.ts";

/** What the use cases take from outside; tests give their own. */
export interface Workspace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project: where models.json, assay.json, .env and runs/ are looked for. */
  readonly directory: string;
  readonly locations: Locations;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
}

/** The workspace of this process. */
export function readWorkspace(env: Workspace["env"] = process.env, directory = process.cwd()): Workspace {
  return { env, directory, locations: readLocations(env), clock: systemClock, now: () => new Date() };
}
