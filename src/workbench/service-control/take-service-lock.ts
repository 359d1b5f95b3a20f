import { AssayError } from "../../core/errors.ts";
import { describeOwner, takeFileLock } from "../../system/file-lock.ts";
import { createSystemContext } from "../../system/system-context.ts";
import type { Workspace } from "../workspace.ts";
import { readServiceStatus } from "./read-service-status.ts";
import { serviceFiles } from "./service-files.ts";

/** One that is stopping unloads its models first. */
const WAIT_MS = 5000;
const PAUSE_MS = 50;

/**
 * Takes the lock that makes a process the service, waiting for one that is about to end.
 *
 * @throws AssayError `service-unavailable` when another one runs
 */
export async function takeServiceLock({ locations, clock, now }: Workspace): Promise<AsyncDisposable> {
  const context = await createSystemContext({ clock, now });
  const untilMs = clock.now() + WAIT_MS;
  while (true) {
    try {
      return await takeFileLock(context, serviceFiles(locations).lock, (owner) => alreadyRuns(describeOwner(owner)));
    } catch (error) {
      const isHeld = error instanceof AssayError && error.code === "service-unavailable";
      if (!isHeld || clock.now() > untilMs || (await isRunning({ locations }))) throw error;
      await clock.sleep(PAUSE_MS);
    }
  }
}

async function isRunning({ locations }: Pick<Workspace, "locations">): Promise<boolean> {
  return (await readServiceStatus(locations, { waitMs: 0 })).type === "running";
}

function alreadyRuns(owner: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `A service is running already: ${owner}.`,
    hint: `\`assay service status\` shows it, \`assay service stop\` stops it. A second one needs an ASSAY_HOME of its own.`,
  });
}
