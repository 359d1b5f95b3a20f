import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { json } from "node:stream/consumers";
import { requestLocal } from "../../http/node/request-local.ts";

/** The process that listens on a port, as far as it can be found out. */
export interface PortOwner {
  readonly processId?: number | undefined;
  /** Name of the program. */
  readonly program?: string | undefined;
  /** Name of the service that answers there, when it is a known one. */
  readonly service?: "assay" | "foundry" | "openai" | undefined;
}

/** Time that a stranger has to say what it is. */
const ANSWER_MS = 500;

/** Finds out who listens on a port of this machine: by /proc on Linux, elsewhere by asking it. */
export async function findPortOwner(port: number): Promise<PortOwner> {
  const [processId, service] = await Promise.all([findProcess(port), recognise(port)]);
  const program = processId === undefined ? undefined : await readProgram(processId);
  return { processId, program, service };
}

/** The owner in words, such as `an Assay service, process 4711 (node)`. */
export function describePortOwner({ processId, program, service }: PortOwner): string {
  const names = {
    assay: "an Assay service",
    foundry: "a Foundry Local service",
    openai: "an OpenAI-compatible server",
  };
  const what = service === undefined ? undefined : names[service];
  const who =
    processId === undefined ? undefined : `process ${processId}${program === undefined ? "" : ` (${program})`}`;
  return [what, who].filter((part) => part !== undefined).join(", ") || "another program";
}

/** proc_pid_net(5): a listening socket (state 0A) is named by its inode, and a process by its open sockets. */
async function findProcess(port: number): Promise<number | undefined> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((path) => readFile(path, "utf8").catch(() => "")),
  );
  const inodes = new Set(
    tables
      .flatMap((table) => table.split("\n").slice(1))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === "0A" && local?.endsWith(`:${hexPort}`) === true)
      .map((fields) => `socket:[${fields[9]}]`),
  );
  if (inodes.size === 0) return undefined;
  const processes = await readdir("/proc").catch(() => []);
  for (const name of processes.filter((one) => /^\d+$/.test(one))) {
    // Of other users' processes the system tells nothing.
    const descriptors = await readdir(`/proc/${name}/fd`).catch(() => []);
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${name}/fd/${descriptor}`).catch(() => "");
      if (inodes.has(target)) return Number(name);
    }
  }
  return undefined;
}

/** The name of its executable: a process may call itself what it likes, and Node calls itself MainThread. */
async function readProgram(processId: number): Promise<string | undefined> {
  const executable = await readlink(`/proc/${processId}/exe`).catch(() => undefined);
  return executable === undefined ? undefined : basename(executable);
}

async function recognise(port: number): Promise<PortOwner["service"]> {
  const [health, status, models] = await Promise.all(
    ["/health", "/openai/status", "/v1/models"].map((path) => ask(port, path)),
  );
  if (field(health, "service") === "assay") return "assay";
  if (Array.isArray(field(status, "endpoints"))) return "foundry";
  return Array.isArray(field(models, "data")) ? "openai" : undefined;
}

async function ask(port: number, path: string): Promise<unknown> {
  try {
    return await json(await requestLocal(new URL(path, `http://127.0.0.1:${port}`), { timeoutMs: ANSWER_MS }));
  } catch {
    return undefined; // not HTTP, not JSON, or not at all
  }
}

function field(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}
