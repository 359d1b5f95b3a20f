import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

const MAIN = resolve("src/cli/main.ts");

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The project's folder; state and configuration go below it too. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly input?: string | undefined;
  /** Called with the process and what it has written so far, whenever it writes. */
  readonly onOutput?: ((child: ChildProcess, stdout: string, stderr: string) => void) | undefined;
}

/** Runs the command line from the sources as a user would, in a process of its own. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const env = {
    ...cleanEnvironment(),
    ASSAY_HOME: resolve(options.cwd, ".assay-home"),
    HF_HOME: resolve(options.cwd, ".hf"),
    ...options.env,
  };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: options.cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    options.onOutput?.(child, stdout, stderr);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    options.onOutput?.(child, stdout, stderr);
  });
  child.stdin.end(options.input ?? "");
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

/** Our environment without what would change the result. */
function cleanEnvironment(): Record<string, string | undefined> {
  const names = /^(BENCH_|SLM_|LLM_|COMPARE_|FOUNDRY_|SHOW_USAGE|FORCE_COLOR|NODE_TEST|NODE_OPTIONS)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.test(name)));
}
