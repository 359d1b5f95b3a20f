import { fork } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import type { FromBench, ToBench } from "./bench-messages.ts";

/** The process that makes one benchmark. */
export interface BenchProcess {
  /** Resolves with its last words when it has ended, however. */
  readonly ended: Promise<string>;
  send(message: ToBench): void;
  kill(): void;
}

export type SpawnBench = (onMessage: (message: FromBench) => void) => BenchProcess;

/** Enough for a stack trace. */
const MOST_CHARACTERS = 2_000;

/** Starts the process, in the form (`.ts` or built `.js`) that this file itself has. */
export function spawnBench(env: EnvironmentVariables, onMessage: (message: FromBench) => void): BenchProcess {
  const entry = fileURLToPath(new URL(`./bench-main${extname(import.meta.url)}`, import.meta.url));
  // The service's own flags (a debugger's port, its small heap) are not meant for it.
  const child = fork(entry, [], { env: { ...env }, execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-MOST_CHARACTERS);
  });
  child.on("message", onMessage);
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  child.once("close", () => resolve(words));
  child.once("error", (error) => resolve(error.message));
  return {
    ended,
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
