import { AssayError } from "../../core/errors.ts";
import { describeOwner, takeFileLock } from "../../system/file-lock.ts";
import { makeFolder } from "../../system/make-folder.ts";
import { createSystemContext } from "../../system/system-context.ts";
import type { Workspace } from "../workspace.ts";
import { readServiceKey } from "./read-service-key.ts";
import { readServiceStatus } from "./read-service-status.ts";
import { serviceFiles } from "./service-files.ts";
import type { ServiceSettings } from "./service-settings.ts";
import type { ServiceState } from "./service-state.ts";
import { spawnService } from "./spawn-service.ts";

export interface StartServiceOptions {
  /** The project is its folder; the environment goes to the service, which reads the settings anew. */
  readonly workspace: Workspace;
  /** Path of the program that the service's process runs. */
  readonly entry: string;
  /** The settings that flags or the environment gave, which `workspace` has too; a restart keeps them. */
  readonly given?: Partial<ServiceSettings> | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface StartedService {
  readonly state: ServiceState;
  /** False: it ran already, maybe for another project or with other settings. */
  readonly isNew: boolean;
}

/** Longer than any start takes that another process has begun. */
const OTHERS_MS = 30_000;
const PAUSE_MS = 50;

/**
 * Starts the service detached from this process, unless it runs; of several starts at once one does it.
 *
 * @throws AssayError `service-unavailable` when the port is taken (by whom) or the process died (its last words);
 *   `invalid-input` when it would be open to others without a key; `aborted`
 */
export async function startService(options: StartServiceOptions): Promise<StartedService> {
  const { workspace, entry, given = {}, signal } = options;
  const { locations, env, clock, directory } = workspace;
  const files = serviceFiles(locations);
  await makeFolder(locations.state);
  await using _lock = await takeTurn(workspace, files.startLock, signal);
  const before = await readServiceStatus(locations, { waitMs: 0 });
  if (before.type === "running") return { state: before.state, isNew: false };
  await readServiceKey(workspace.settings, workspace);
  const message = { project: directory, given };
  const state = await spawnService({ files, entry, message, env: { ...env }, clock, signal });
  return { state, isNew: true };
}

/** Waits for a start that another process has begun. */
async function takeTurn(
  { clock, now }: Pick<Workspace, "clock" | "now">,
  path: string,
  signal: AbortSignal | undefined,
): Promise<AsyncDisposable> {
  const context = await createSystemContext({ clock, now });
  const untilMs = clock.now() + OTHERS_MS;
  while (true) {
    try {
      return await takeFileLock(context, path, (owner) => isBeingStarted(describeOwner(owner)));
    } catch (error) {
      const isHeld = error instanceof AssayError && error.code === "service-unavailable";
      if (!isHeld || signal?.aborted || clock.now() > untilMs) throw error;
      await clock.sleep(PAUSE_MS, signal);
    }
  }
}

function isBeingStarted(owner: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `The service is being started by ${owner}.`,
    hint: "Wait a moment, then see `assay service status`.",
  });
}
