import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { findServiceAddress, parseServerAddress } from "../../wire/foundry/service-address.ts";
import { notInstalled, notRunning } from "./errors.ts";
import type { RunFoundry } from "./run-foundry.ts";

/** Dependencies of the search for a service; tests give their own. */
export interface FindServiceRuntime {
  readonly env: EnvironmentVariables;
  /** Every `foundry` on PATH. */
  readonly findPrograms: (env: EnvironmentVariables) => readonly string[];
  readonly isOwn: (path: string) => boolean;
  readonly run: RunFoundry;
}

export interface FoundService {
  /** Such as `http://127.0.0.1:5273`. */
  readonly origin: string;
  /** The program that told. */
  readonly path: string;
}

/**
 * Asks the program `foundry` where its service is, as the SDKs do. Assay's own program of that name is passed over.
 *
 * @throws AssayError `engine-missing` without a program, `service-unavailable` when the service does not run
 */
export async function findService(runtime: FindServiceRuntime, signal?: AbortSignal): Promise<FoundService> {
  const paths = runtime.findPrograms(runtime.env);
  const foreign = paths.filter((path) => !runtime.isOwn(path));
  for (const path of foreign) {
    const origin = await askForAddress(runtime, path, signal);
    if (origin !== undefined) return { origin, path };
  }
  const [first] = foreign;
  throw first === undefined ? notInstalled(paths[0]) : notRunning(first);
}

/** Version that `foundry --version` prints, such as `0.8.119`; undefined when it prints none. */
export async function askForVersion(
  { run }: FindServiceRuntime,
  path: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { stdout } = await run(path, ["--version"], signal);
  return /\b\d+\.\d+\.\d+[\w.+-]*/.exec(stdout)?.[0];
}

async function askForAddress({ run }: FindServiceRuntime, path: string, signal: AbortSignal | undefined) {
  const classic = await run(path, ["service", "status"], signal);
  const address = findServiceAddress(classic.stdout);
  // The classic program exits with 0 whether its service runs or not; the one of 0.10 does not know the command.
  if (address !== undefined || classic.exitCode === 0) return address;
  const { stdout } = await run(path, ["server", "status", "-o", "json"], signal);
  const url = parseServerAddress(stdout);
  return url === undefined ? undefined : new URL(url).origin;
}
