import { spawn } from "node:child_process";
import type { InstalledFoundry } from "./put-foundry-on-path.ts";

export interface FoundryResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Types a command of `foundry`, as found on PATH. */
export function runFoundry(
  { folder, env }: InstalledFoundry,
  args: readonly string[],
  input = "",
): Promise<FoundryResult> {
  return runProgram("foundry", args, { folder, env }, input);
}

/** Runs a program to its end; it ends when its process and whoever inherited its streams have ended. */
export function runProgram(
  program: string,
  args: readonly string[],
  { folder, env }: InstalledFoundry,
  input = "",
): Promise<FoundryResult> {
  const child = spawn(program, args, { cwd: folder, env, shell: process.platform === "win32" });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {}); // it may end without reading
  child.stdin.end(input);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}
