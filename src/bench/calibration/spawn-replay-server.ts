import { fork } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { AssayError } from "../../core/errors.ts";
import type { ReplaySchedule } from "./start-replay-server.ts";

/** A replay server in a process of its own. */
export interface SpawnedReplayServer extends AsyncDisposable {
  /** Up to and including `/v1`. */
  readonly baseUrl: string;
}

/** Starts it; it ends when it is disposed of, and with this process. @throws AssayError `internal` when it does not start */
export async function spawnReplayServer({ firstTokenMs, tokenMs }: ReplaySchedule): Promise<SpawnedReplayServer> {
  const main = fileURLToPath(new URL(`./replay-server-main${extname(import.meta.url)}`, import.meta.url));
  const child = fork(main, [String(firstTokenMs), String(tokenMs)], {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const baseUrl = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(String(message)));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`it ended with ${code}`)));
  }).catch((error: unknown) => {
    throw new AssayError({
      code: "internal",
      message: "The replay server that measures the harness did not start.",
      hint: "Measure without calibration.",
      cause: error,
    });
  });
  return {
    baseUrl,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}
