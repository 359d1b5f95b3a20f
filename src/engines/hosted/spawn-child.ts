import { type ChildProcess, type ForkOptions, fork as nodeFork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../lib/clock.ts";
import type { ChildExit } from "./errors.ts";
import type { ToChild, ToParent } from "./protocol.ts";

/** Starts a Node process that runs a module; `fork` of node:child_process. */
export type Fork = (modulePath: string, args: readonly string[], options: ForkOptions) => ChildProcess;

export interface SpawnedChild {
  /** Absent when the system could not start it. */
  readonly pid: number | undefined;
  /** Resolves once the process is gone and everything that it said has been heard. Never rejects. */
  readonly exit: Promise<ChildExit>;
  send(message: ToChild): void;
  kill(): void;
  /** Whether the parent stays alive for this child. */
  keepParentAlive(keep: boolean): void;
}

/** Enough for a stack trace of a native library; a chatty one must not fill the parent's memory. */
const MAX_OUTPUT_CHARACTERS = 4_000;
/**
 * Else the young generation grows to 16 MiB thrice over while modules are loaded, and stays so; answers make little garbage,
 * and take the same processor time with 1 MiB (perf/token-cost.ts).
 */
const V8_FLAGS = ["--max-semi-space-size=1"];
/** How long to wait for the last words of a process that is gone: something it started may hold its output open. */
const LAST_WORDS_MS = 500;

/** Starts the entry of a model's process, in the form (`.ts` or built `.js`) that this file itself has. */
export function spawnChild(options: {
  readonly fork?: Fork | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly onMessage: (message: ToParent) => void;
}): SpawnedChild {
  const entry = fileURLToPath(new URL(`./child${extname(import.meta.url)}`, import.meta.url));
  const child = (options.fork ?? nodeFork)(entry, [String(process.pid)], {
    // Native libraries start their helper threads from libuv's workers: with one worker they are started from one
    // place, which makes two threads on two cores 2 to 5 times faster. It must be set before Node starts.
    env: { ...options.env, UV_THREADPOOL_SIZE: "1" },
    // The parent's own flags (a debugger's port, a test runner's) are not meant for the child.
    execArgv: V8_FLAGS,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
    });
  }
  child.on("message", options.onMessage);

  return {
    pid: child.pid,
    exit: waitForExit(child, options.clock).then((end) => ({ ...end, output })),
    send: (message) => {
      // A message to a child that is gone is lost; its exit is told to everyone who waits.
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill("SIGKILL"),
    keepParentAlive: (keep) => {
      for (const handle of [child, child.channel, child.stdout, child.stderr]) setReferenced(handle, keep);
    },
  };
}

function waitForExit(child: ChildProcess, clock: Clock): Promise<Omit<ChildExit, "output">> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      // Also told when a signal could not be sent; only a process that never started has no pid.
      if (child.pid === undefined) resolve({ code: null, signal: null, error });
    });
    child.once("exit", async (code, signal) => {
      const ears = [once(child, "close")];
      if (child.connected) ears.push(once(child, "disconnect"));
      const patience = new AbortController();
      await Promise.race([Promise.all(ears), clock.sleep(LAST_WORDS_MS, patience.signal)]);
      patience.abort();
      resolve({ code, signal });
    });
  });
}

function setReferenced(handle: unknown, keep: boolean): void {
  const { ref, unref } = (handle ?? {}) as Partial<Pick<Readable & ChildProcess, "ref" | "unref">>;
  (keep ? ref : unref)?.call(handle);
}
