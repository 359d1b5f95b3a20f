import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Workshop } from "./open-workshop.ts";

export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Place = Pick<Workshop, "folder" | "env">;

/** Runs a program of PATH without a shell, with nothing to read, to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  { folder, env }: Place,
  onOutput?: (child: ChildProcess, output: string) => void,
): Promise<ProgramResult> {
  const [file, first] = toExecutable(program);
  const child = spawn(file, [...first, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const result = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      result[name] += text;
      onOutput?.(child, result.stdout + result.stderr);
    });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, ...result }));
  });
}

const MAINS: Readonly<Record<string, string>> = { assay: "src/cli/main.ts", foundry: "src/cli/foundry/main.ts" };

/** Windows runs a starter of npm's kind in a shell only. */
function toExecutable(program: string): [string, string[]] {
  const main = process.platform === "win32" ? MAINS[program] : undefined;
  return main === undefined ? [program, []] : [process.execPath, [resolve(main)]];
}
