import { execFile } from "node:child_process";

/** Output of a program that has ended. */
export interface ProgramOutput {
  readonly exitCode: number | undefined;
  readonly stdout: string;
}

/** Runs `foundry` with arguments that we made up ourselves. Never rejects but for an abort. */
export type RunFoundry = (path: string, args: readonly string[], signal?: AbortSignal) => Promise<ProgramOutput>;

/** A `status` answers in a moment; while a start is in progress it may wait for it. */
const TIME_LIMIT_MS = 15_000;

export const runFoundry: RunFoundry = (path, args, signal) =>
  new Promise((resolve, reject) => {
    // Only the command interpreter of Windows runs batch files; elsewhere no shell is started.
    const isBatch = process.platform === "win32" && /\.(cmd|bat)$/i.test(path);
    const file = isBatch ? `"${path}"` : path;
    const options = { shell: isBatch, timeout: TIME_LIMIT_MS, windowsHide: true, signal };
    const child = execFile(file, [...args], { ...options, encoding: "utf8" }, (error, stdout) => {
      if (signal?.aborted) return reject(signal.reason);
      const code: unknown = error?.code ?? (error === null ? 0 : undefined);
      resolve({ exitCode: typeof code === "number" ? code : undefined, stdout });
    });
    child.stdin?.end();
  });
