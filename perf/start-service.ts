import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findFreePort } from "../src/system/find-free-port.ts";

/** A service of its own process, with a project of its own. */
export interface MeasuredService extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to its first answer, in ms. */
  readonly startMs: number;
}

/** Starts `assay serve` on a free port with these models and flags, and waits for its first answer. */
export async function startService(
  models: Readonly<Record<string, object>>,
  flags: readonly string[] = [],
  checkout = ".",
): Promise<MeasuredService> {
  const main = resolve(checkout, "src/cli/main.ts");
  const folder = mkdtempSync(join(tmpdir(), "assay-perf-"));
  writeFileSync(join(folder, "models.json"), JSON.stringify({ schema: 1, models }));
  const port = await findFreePort();
  const env = { ...process.env, ASSAY_HOME: join(folder, "home"), HF_HOME: join(folder, "hub") };
  const startedMs = performance.now();
  const child = spawn(process.execPath, [main, "serve", "--port", String(port), ...flags], {
    cwd: folder,
    env,
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`assay serve ended with ${child.exitCode}`);
    await new Promise((wake) => setTimeout(wake, 5));
  }
  const startMs = performance.now() - startedMs;
  return {
    url,
    pid: child.pid ?? 0,
    startMs,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((wake) => child.once("exit", wake));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts llama.cpp's own server for a file, as a peer to compare with. */
export async function startPeer(
  binary: string,
  file: string,
  { parallel, contextTokens = 1024 * parallel }: { readonly parallel: number; readonly contextTokens?: number },
): Promise<{ readonly url: string; readonly pid: number } & AsyncDisposable> {
  const port = await findFreePort();
  const flags = ["-m", file, "--port", port, "-np", parallel, "-c", contextTokens, "-t", 2, "--jinja"].map(String);
  const child = spawn(binary, flags, { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) await new Promise((wake) => setTimeout(wake, 20));
  return {
    url,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((wake) => child.once("exit", wake));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false; // not yet
  }
}
