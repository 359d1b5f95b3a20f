import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Client } from "./client-list.ts";
import { type Command, RUNTIMES } from "./runtimes.ts";

const INSTALL_WITHIN_MS = 30 * 60_000;
const RUN_WITHIN_MS = 10 * 60_000;

/** A client that was tried, or why it was not. */
export type Trial =
  | { readonly skipped: string }
  | { readonly version: string; readonly good: readonly string[]; readonly bad: readonly string[] };

const lineSchema = z.object({
  version: z.string().optional(),
  step: z.string().optional(),
  error: z.string().optional(),
});

/**
 * Installs a client into a folder of its own, unless that was done before, and runs its program.
 *
 * @param asked address, chat model and embedding model
 */
export async function tryClient(client: Client, folder: string, asked: readonly string[]): Promise<Trial> {
  const runtime = RUNTIMES[client.runtime];
  if (!succeeds(runtime.probe)) return { skipped: `${runtime.probe[0]} does not run here` };
  mkdirSync(folder, { recursive: true });
  const failed = await installOnce(client, folder);
  if (failed !== undefined) return { skipped: `not installed: ${failed}` };
  const started = runtime.start(client, folder);
  const { stdout, problem } = await run([...started, ...asked], folder, RUN_WITHIN_MS);
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const steps = lines.filter((line) => line.step !== undefined);
  const good = steps.flatMap(({ step = "", error }) => (error === undefined ? [step] : []));
  const bad = steps.flatMap(({ step, error }) => (error === undefined ? [] : [`${step}: ${error}`]));
  if (problem !== undefined) bad.push(`the program: ${problem}`);
  return { version: lines.find((line) => line.version !== undefined)?.version ?? "?", good, bad };
}

/** Names the reason where it fails. */
async function installOnce(client: Client, folder: string): Promise<string | undefined> {
  const marker = join(folder, ".installed");
  const digest = createHash("sha256").update(JSON.stringify(client)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === digest) return undefined;
  for (const command of RUNTIMES[client.runtime].install(client, folder)) {
    const { problem } = await run(command, folder, INSTALL_WITHIN_MS);
    if (problem !== undefined) return problem;
  }
  writeFileSync(marker, digest);
  return undefined;
}

function succeeds([program, ...args]: Command): boolean {
  return spawnSync(program, args, { shell: process.platform === "win32" }).status === 0;
}

interface Ended {
  readonly stdout: string;
  /** The last lines of the standard error where the program failed. */
  readonly problem?: string | undefined;
}

function run(command: readonly string[], cwd: string, timeout: number): Promise<Ended> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { cwd, timeout, shell: process.platform === "win32" });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (bytes) => {
    stdout += String(bytes);
  });
  child.stderr.on("data", (bytes) => {
    stderr = `${stderr}${String(bytes)}`.slice(-2000);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ stdout, problem: error.message }));
    child.once("close", (code, signal) => {
      const last = stderr.trim().split("\n").slice(-3).join(" ");
      resolve({ stdout, problem: code === 0 ? undefined : `ended with ${signal ?? code}: ${last}` });
    });
  });
}
