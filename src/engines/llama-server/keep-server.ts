import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../lib/clock.ts";
import type { FromKeeper, ToKeeper } from "./keeper-messages.ts";

/** Command that starts the program: its path, and arguments that stand before all others. */
export type ServerCommand = readonly [path: string, ...before: string[]];

/** End of a program, with its last output. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly error?: Error | undefined;
}

/** A running program that does not outlive this process. */
export interface KeptServer {
  /** Process id of the program itself; absent until it has started. */
  readonly pid: () => number | undefined;
  /** Its end; undefined while it runs. */
  readonly ended: () => ServerExit | undefined;
  /** Resolves when it has ended. Never rejects. */
  readonly exit: Promise<ServerExit>;
  /** Asks it to end, and ends it when that takes longer than `graceMs`. Resolves when it is gone; may be called twice. */
  stop(graceMs: number): Promise<void>;
  /** Whether this process stays alive for it. */
  keepParentAlive(keep: boolean): void;
}

const MAX_OUTPUT_CHARACTERS = 8_000;
/** Longest wait for the last output of a program that has ended. */
const LAST_WORDS_MS = 500;

/**
 * Runs a program below a small process of ours that ends it when this process is gone, even by `kill -9`.
 *
 * @param onOutput called with each piece that it writes
 */
export function keepServer(
  [path, ...before]: ServerCommand,
  args: readonly string[],
  options: {
    readonly env: NodeJS.ProcessEnv;
    readonly clock: Clock;
    readonly onOutput?: ((text: string) => void) | undefined;
  },
): KeptServer {
  const entry = fileURLToPath(new URL(`./keeper${extname(import.meta.url)}`, import.meta.url));
  const keeper = fork(entry, [], { env: options.env, execArgv: [], stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const exit = Promise.withResolvers<ServerExit>();
  let output = "";
  let pid: number | undefined;
  let ended: ServerExit | undefined;
  let stopping: Promise<void> | undefined;

  for (const stream of [keeper.stdout, keeper.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
      options.onOutput?.(text);
    });
  }
  keeper.on("message", (message: FromKeeper) => {
    if (message.type === "started") {
      pid = message.pid;
      return;
    }
    const { code, signal, because } = message;
    void end({ code, signal, error: because === undefined ? undefined : new Error(because) });
  });
  keeper.once("exit", (code, signal) => {
    // Somebody ended the keeper alone: its program must not stay behind.
    if (ended === undefined) kill(pid);
    void end({ code, signal });
  });
  keeper.once("error", (error) => {
    if (keeper.pid === undefined) void end({ code: null, signal: null, error });
  });
  say(keeper, { type: "start", path, args: [...before, ...args] });

  async function end(how: Omit<ServerExit, "output">): Promise<void> {
    if (ended !== undefined) return;
    ended = { ...how, output };
    const patience = new AbortController();
    await Promise.race([once(keeper, "close"), options.clock.sleep(LAST_WORDS_MS, patience.signal)]);
    patience.abort();
    ended = { ...how, output };
    exit.resolve(ended);
  }

  async function stop(graceMs: number): Promise<void> {
    keepParentAlive(true);
    const gone = new AbortController();
    say(keeper, { type: "stop", signal: "SIGTERM" });
    await Promise.race([exit.promise, options.clock.sleep(ended === undefined ? graceMs : 0, gone.signal)]);
    gone.abort();
    say(keeper, { type: "stop", signal: "SIGKILL" });
    await exit.promise;
  }

  function keepParentAlive(keep: boolean): void {
    for (const handle of [keeper, keeper.channel, keeper.stdout, keeper.stderr]) setReferenced(handle, keep);
  }

  return {
    pid: () => pid,
    ended: () => ended,
    exit: exit.promise,
    keepParentAlive,
    stop(graceMs) {
      stopping ??= stop(graceMs);
      return stopping;
    },
  };
}

function say(keeper: ChildProcess, message: ToKeeper): void {
  // A message to a keeper that is gone is lost; its end is told to everyone who waits.
  if (keeper.connected) keeper.send(message, () => {});
}

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function setReferenced(handle: unknown, keep: boolean): void {
  const { ref, unref } = (handle ?? {}) as Partial<Pick<Readable & ChildProcess, "ref" | "unref">>;
  (keep ? ref : unref)?.call(handle);
}
