import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts a program and hears its lines until it is stopped. */
export interface WatchedProgram extends AsyncDisposable {
  /** Resolves when it has ended or could not be started. */
  readonly ended: Promise<void>;
}

export type WatchLines = (
  command: readonly [program: string, ...args: string[]],
  onLine: (line: string) => void,
) => WatchedProgram;

/** The program outlives this process by no more than its next line, which it cannot write. */
export const watchLines: WatchLines = ([program, ...args], onLine) => {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"], windowsHide: true });
  const lines = createInterface({ input: child.stdout });
  lines.on("line", onLine);
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  return {
    ended,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
};
