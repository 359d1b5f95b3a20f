import { AssayError } from "../../core/errors.ts";
import { isProcessAlive } from "../../system/process-start.ts";
import type { Workspace } from "../workspace.ts";
import { readServiceStatus } from "./read-service-status.ts";
import { requestService } from "./request-service.ts";
import type { ServiceState } from "./service-state.ts";

export interface StopServiceOptions {
  readonly workspace: Pick<Workspace, "locations" | "clock">;
  /** Cuts what runs; else it may end first, within 30 s. */
  readonly now?: boolean | undefined;
  /** Called when requests are being answered, which may end first. */
  readonly onWait?: ((activeRequests: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const ANSWER_MS = 2000;
const LOOK_MS = 25;
/** Running requests may take 30 s, and unloading a little more. */
const DRAINED_MS = 40_000;
const CUT_MS = 5000;
const KILLED_MS = 5000;

/**
 * Stops the service and waits until its process is gone.
 *
 * @returns what ran; absent when none did
 * @throws AssayError `service-unavailable` when its process outlives even being killed; `aborted`
 */
export async function stopService({
  workspace: { locations, clock },
  now = false,
  onWait,
  signal,
}: StopServiceOptions): Promise<ServiceState | undefined> {
  const status = await readServiceStatus(locations, { answerMs: ANSWER_MS, signal });
  if (status.type !== "running") return undefined;
  const { state, report } = status;
  if (!now && report !== undefined && report.activeRequests > 0) onWait?.(report.activeRequests);
  await askToStop(state, now);
  if (await isGone(now ? CUT_MS : DRAINED_MS)) return state;
  if (signal?.aborted) throw new AssayError({ code: "aborted", message: "The service goes on stopping by itself." });
  // It neither answered nor listened to the signal: it is stuck.
  signalProcess(state, "SIGKILL");
  if (await isGone(KILLED_MS)) return state;
  throw new AssayError({
    code: "service-unavailable",
    message: `The service does not stop: process ${state.processId} is still running.`,
    hint: "End it with the means of your system.",
  });

  async function isGone(withinMs: number): Promise<boolean> {
    const untilMs = clock.now() + withinMs;
    while (await isProcessAlive(state)) {
      if (clock.now() > untilMs || signal?.aborted) return false;
      await clock.sleep(LOOK_MS, signal);
    }
    // Removes the file of one that was killed.
    await readServiceStatus(locations, { waitMs: 0 });
    return true;
  }
}

/** Asks over HTTP, which works on every system; a signal reaches a service that does not answer. */
async function askToStop(state: ServiceState, now: boolean): Promise<void> {
  try {
    const call = { method: "POST", path: "/assay/v1/service/stop", body: { now }, timeoutMs: ANSWER_MS } as const;
    const answer = await requestService(state, call);
    answer.resume();
    if (answer.statusCode === 202) return;
  } catch {
    // not reachable: the signal below
  }
  signalProcess(state, "SIGTERM");
}

function signalProcess({ processId }: ServiceState, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal);
  } catch {
    // gone in the meantime, which is what was wanted
  }
}
