import { type Locations, readLocations } from "../catalog/locations.ts";
import { type Clock, systemClock } from "../lib/clock.ts";

/** What the use cases take from outside; tests give their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project: where models.json, assay.json, .env and runs/ are looked for. */
  readonly directory: string;
  readonly locations: Locations;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
}

/** The surroundings of this process. */
export function readSurroundings(env: Surroundings["env"] = process.env, directory = process.cwd()): Surroundings {
  return { env, directory, locations: readLocations(env), clock: systemClock, now: () => new Date() };
}
