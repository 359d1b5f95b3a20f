import { readFile } from "node:fs/promises";
import type { ServiceSettings } from "./service-settings.ts";

/**
 * A running service as its state file tells it; only its user may read that file.
 *
 * It is read on a path that must be fast, so it is checked by hand.
 */
export interface ServiceState extends ServiceIdentity {
  /** Addresses it listens on, the one to be told to people first: `http://127.0.0.1:5273`. */
  readonly endpoints: readonly string[];
}

/** Facts about a service that are known before it listens. */
export interface ServiceIdentity {
  readonly schema: 1;
  readonly processId: number;
  /** See `readProcessStart()`. */
  readonly processStart?: string | undefined;
  /** `foreground` belongs to a terminal, `background` was detached from one. */
  readonly mode: "foreground" | "background";
  /** Folder whose models.json it serves. */
  readonly project: string;
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Opens the management routes; sent as `Assay-Session`. */
  readonly sessionToken: string;
  /** Whether clients must send a key. */
  readonly hasKey: boolean;
  readonly settings: ServiceSettings;
  /** The settings that flags or the environment gave it: a restart keeps them. */
  readonly given: Partial<ServiceSettings>;
}

/** Reads a state file; absent when there is none or it is not whole. */
export async function readServiceState(path: string): Promise<ServiceState | undefined> {
  try {
    return parseServiceState(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined; // no file, or one that no service of ours has written
  }
}

/** The state of a service; undefined for anything else. */
export function parseServiceState(value: unknown): ServiceState | undefined {
  return isServiceState(value) ? value : undefined;
}

function isServiceState(value: unknown): value is ServiceState {
  if (typeof value !== "object" || value === null) return false;
  const { schema, processId, endpoints, project, version, sessionToken } = value as Partial<ServiceState>;
  return (
    schema === 1 &&
    Number.isSafeInteger(processId) &&
    Array.isArray(endpoints) &&
    endpoints.length > 0 &&
    endpoints.every((endpoint) => URL.canParse(endpoint)) &&
    [project, version, sessionToken].every((text) => typeof text === "string")
  );
}
