import { readFile, rm } from "node:fs/promises";
import { json } from "node:stream/consumers";
import { isProcessAlive } from "../../system/process-start.ts";
import type { ServiceReport } from "../../wire/assay/service-report.ts";
import { requestService } from "./request-service.ts";
import { type ServiceFiles, type ServiceLocations, serviceFiles } from "./service-files.ts";
import { readServiceState, type ServiceState } from "./service-state.ts";

/** Whether a service runs, and what it says of itself. */
export type ServiceStatus =
  | {
      readonly type: "running";
      readonly state: ServiceState;
      /** Absent when it did not answer in time: it lives and is busy. */
      readonly report?: ServiceReport | undefined;
    }
  | { readonly type: "starting" }
  | { readonly type: "stopped" };

export interface ReadServiceStatusOptions {
  /** Most time to wait for a start that is under way; default 5 s, 0 for none. */
  readonly waitMs?: number | undefined;
  /** Most time that the service has to answer; default 100 ms. */
  readonly answerMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A service that does nothing else answers within a few ms. */
const ANSWER_MS = 100;
const WAIT_MS = 5000;
const PAUSE_MS = 20;

/**
 * Reads whether the service runs: its file, then its process, then an answer of it.
 *
 * A state file whose process is gone is removed, also when another process has got its number since. Nothing that is
 * imported here may be heavy: `assay service status` has to answer within 150 ms.
 */
export async function readServiceStatus(
  locations: ServiceLocations,
  { waitMs = WAIT_MS, answerMs = ANSWER_MS, signal }: ReadServiceStatusOptions = {},
): Promise<ServiceStatus> {
  const files = serviceFiles(locations);
  const untilMs = performance.now() + waitMs;
  while (true) {
    const status = await readOnce(files, answerMs);
    const isOver = performance.now() >= untilMs || signal?.aborted === true;
    if (status.type !== "starting" || isOver) return status;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function readOnce(files: ServiceFiles, answerMs: number): Promise<ServiceStatus> {
  const state = await readServiceState(files.state);
  if (state !== undefined) {
    if (!(await isProcessAlive(state))) await removeStale(files.state, state);
    else {
      const answer = await ask(state, answerMs);
      if (answer !== "refused") return { type: "running", state, report: answer };
      // Nobody listens there. A process that is known to be the service's own is on its way out, which its lock tells;
      // where a process's start cannot be read, it is some other one that got its number.
      if (state.processStart === undefined) await removeStale(files.state, state);
    }
  }
  const isPending = (await isHeld(files.startLock)) || (state === undefined && (await isHeld(files.lock)));
  return { type: isPending ? "starting" : "stopped" };
}

/** Asks the service for its report; undefined when it takes too long or answers something else. */
async function ask(state: ServiceState, timeoutMs: number): Promise<ServiceReport | undefined | "refused"> {
  try {
    const answer = await requestService(state, { path: "/assay/v1/service", timeoutMs });
    const body: unknown = await json(answer);
    return answer.statusCode === 200 && isReport(body) ? body : undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "ECONNREFUSED" ? "refused" : undefined;
  }
}

/** By hand: a schema library takes a third of the time that there is. Only what is used of a report here is looked at. */
function isReport(body: unknown): body is ServiceReport {
  if (typeof body !== "object" || body === null) return false;
  const { activeRequests, models } = body as Partial<ServiceReport>;
  return (
    Number.isSafeInteger(activeRequests) && Array.isArray(models) && models.every((model) => "name" in Object(model))
  );
}

/** Removes the file, unless a new service has written its own since. */
async function removeStale(path: string, stale: ServiceState): Promise<void> {
  const now = await readServiceState(path);
  if (now?.sessionToken === stale.sessionToken) await rm(path, { force: true });
}

/** Whether a living process holds a lock. Read by hand: what takes locks checks their files with zod, which is heavy. */
async function isHeld(path: string): Promise<boolean> {
  try {
    const owner: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof owner === "object" && owner !== null && "processId" in owner
      ? await isProcessAlive(owner as { processId: number })
      : false;
  } catch {
    return false; // no lock, or one that is being written just now
  }
}
