import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ThreadPlan } from "./measure.ts";

/** Thread plans that were measured before, in one small file. */
export interface ThreadMemory {
  recall(key: string): Promise<ThreadPlan | undefined>;
  /** @throws the file system's error when the folder cannot be written */
  remember(key: string, plan: ThreadPlan): Promise<void>;
}

/** Key of a measurement: everything that it depends on. */
export interface ThreadMemoryKey {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly parallel: number;
  readonly machine: string;
  readonly cores: number;
  readonly engineVersion: string;
  /** Number of libuv workers, as the environment says: it decides whether threads pay. */
  readonly workers: string;
}

export function toThreadKey(key: ThreadMemoryKey): string {
  return createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32);
}

const fileName = "gguf-threads.json";
const schemaVersion = 3;
/** The oldest are forgotten beyond this many. */
const mostPlans = 200;

export function createThreadMemory(stateDirectory: string): ThreadMemory {
  const file = path.join(stateDirectory, fileName);
  return {
    recall: async (key) => (await readPlans(file)).get(key),
    async remember(key, plan) {
      const plans = await readPlans(file);
      plans.delete(key);
      plans.set(key, plan);
      const kept = Object.fromEntries([...plans].slice(-mostPlans));
      await mkdir(stateDirectory, { recursive: true });
      // Written beside and renamed: another process may read or write it now.
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, `${JSON.stringify({ version: schemaVersion, plans: kept }, null, 1)}\n`);
      await rename(draft, file);
    },
  };
}

/** A file that cannot be read counts as absent: threads are measured again and it is written anew. */
async function readPlans(file: string): Promise<Map<string, ThreadPlan>> {
  const plans = new Map<string, ThreadPlan>();
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch {
    return plans;
  }
  if (!isRecord(content) || content.version !== schemaVersion || !isRecord(content.plans)) return plans;
  for (const [key, plan] of Object.entries(content.plans)) if (isPlan(plan)) plans.set(key, plan);
  return plans;
}

function isPlan(value: unknown): value is ThreadPlan {
  return isRecord(value) && [value.lone, value.batch, value.prompt].every((threads) => isThreads(threads));
}

function isThreads(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 1024;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
