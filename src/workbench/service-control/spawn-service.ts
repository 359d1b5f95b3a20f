import { spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { AssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { makeFolder } from "../../system/make-folder.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { type StartAnswer, type StartMessage, startAnswerSchema } from "../../wire/assay/start-message.ts";
import type { ServiceFiles } from "./service-files.ts";
import { parseServiceState, type ServiceState } from "./service-state.ts";

export interface SpawnServiceOptions {
  readonly files: ServiceFiles;
  /** Path of the program that the process runs. */
  readonly entry: string;
  readonly message: StartMessage;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** A cold disk and a slow machine take some seconds; what takes longer has failed. */
const START_MS = 30_000;
/**
 * The young generation grows to 16 MiB thrice over while modules are loaded, and stays so. Requests make little garbage:
 * with 4 MiB the idle service takes 10 MB less, and answers as many (perf/service-idle.ts).
 */
const V8_FLAGS = ["--max-semi-space-size=4"];
/** Enough for a stack trace. */
const TAIL_CHARACTERS = 2000;

/**
 * Starts the service as a process of its own session, without any stream of ours, and waits until it listens.
 *
 * @throws AssayError what the service failed with; `service-unavailable` with its last words when it died, `aborted`
 */
export async function spawnService(options: SpawnServiceOptions): Promise<ServiceState> {
  const { files, entry, message, env, clock, signal } = options;
  await makeFolder(dirname(files.state));
  await makeFolder(dirname(files.output));
  // Emptied at each start: what the last one died of has been told by then.
  const output = await open(files.output, "w", OWNER_ONLY.file);
  const child = spawn(process.execPath, [...V8_FLAGS, entry], {
    // Not the project's folder: Windows lets nobody remove the folder that a process stands in.
    cwd: dirname(files.state),
    detached: true,
    windowsHide: true,
    stdio: ["ignore", output.fd, output.fd, "ipc"],
    // Compiled code is kept: a service of sources starts in half the time, and never loads what strips their types.
    env: { NODE_COMPILE_CACHE: files.code, ...env },
  });
  const patience = new AbortController();
  try {
    const answer = await new Promise<StartAnswer | "ended" | "late">((resolve) => {
      child.once("message", (said) => resolve(startAnswerSchema.safeParse(said).data ?? "ended"));
      child.once("exit", () => resolve("ended"));
      child.once("error", () => resolve("ended"));
      signal?.addEventListener("abort", () => resolve("late"), { once: true });
      void clock.sleep(START_MS, patience.signal).then(() => resolve("late"));
      child.send(message, () => {}); // one that is gone is told by its exit
    });
    const listening = typeof answer === "object" && answer.type === "listening" ? answer.state : undefined;
    const state = parseServiceState(listening);
    if (state !== undefined) return state;
    child.kill("SIGKILL");
    if (typeof answer === "object" && answer.type === "failed") throw new AssayError(answer.error);
    if (signal?.aborted) throw new AssayError({ code: "aborted", message: "The start of the service was stopped." });
    throw await failed(answer === "late" ? "late" : "ended", files);
  } finally {
    patience.abort();
    if (child.connected) child.disconnect();
    child.unref();
    await output.close();
  }
}

async function failed(how: "ended" | "late", files: ServiceFiles): Promise<AssayError> {
  const tail = (await readFile(files.output, "utf8").catch(() => "")).trim().slice(-TAIL_CHARACTERS);
  const what = how === "ended" ? "it ended before it listened" : `it did not listen within ${START_MS / 1000} s`;
  return new AssayError({
    code: "service-unavailable",
    message: `The service did not start: ${what}.${tail === "" ? "" : `\n${tail}`}`,
    hint: `Its log is ${files.log}. \`assay serve\` starts it in the foreground.`,
  });
}
