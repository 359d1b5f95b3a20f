import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { readTreeMemory } from "./read-tree-memory.ts";

/** How one prompt was continued. */
export interface Continued {
  readonly promptTokens: number;
  readonly tokens: number;
  readonly firstMs: number;
  /** From the first token to the last one. */
  readonly decodeMs: number;
  readonly text: string;
}

/** A process that continues prompts, one after the other. */
export interface Contestant {
  ask(prompt: string, maxTokens: number): Promise<Continued>;
  /** Its megabytes now, and the most that it ever had; absent where the system does not say. */
  memory(): { readonly residentMb: number; readonly peakMb: number | undefined };
  stop(): Promise<void>;
}

/** Starts a process that reads `{"prompt", "maxTokens"}` by lines and writes what is `Continued`, and waits until it is ready. */
export async function startContestant(command: string, args: readonly string[]): Promise<Contestant> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error(`${path(args)} ended with ${child.exitCode}`);
    return line.value;
  };
  await readLine();
  return {
    async ask(prompt, maxTokens) {
      child.stdin.write(`${JSON.stringify({ prompt, maxTokens })}\n`);
      return JSON.parse(await readLine());
    },
    memory: () => ({ residentMb: readTreeMemory(child.pid ?? 0), peakMb: readPeak(child.pid ?? 0) }),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function path(args: readonly string[]): string {
  return args.find((arg) => !arg.startsWith("-")) ?? "the process";
}

function readPeak(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Math.round((Number(kilobytes) * 1024) / 1e6);
  } catch {
    return undefined; // another system
  }
}
