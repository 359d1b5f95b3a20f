import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/** Plans that were measured before, in one small file. */
export interface PlanMemory<Plan> {
  recall(key: string): Promise<Plan | undefined>;
  /** @throws the file system's error when the folder cannot be written */
  remember(key: string, plan: Plan): Promise<void>;
}

export interface PlanMemoryOptions<Plan> {
  /** Path of the file; its folder is made when something is remembered. */
  readonly file: string;
  /** A file of another version counts as absent. */
  readonly version: number;
  readonly isPlan: (value: unknown) => value is Plan;
}

/** The oldest are forgotten beyond this many. */
const MOST_PLANS = 200;

/** Key of a plan: a digest of everything that it depends on. */
export function toPlanKey(facts: object): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}

/** A file that cannot be read counts as absent: it is measured again, and the file written anew. */
export function createPlanMemory<Plan>({ file, version, isPlan }: PlanMemoryOptions<Plan>): PlanMemory<Plan> {
  async function readPlans(): Promise<Map<string, Plan>> {
    let content: unknown;
    try {
      content = JSON.parse(await readFile(file, "utf8"));
    } catch {
      return new Map();
    }
    if (!isRecord(content) || content.version !== version || !isRecord(content.plans)) return new Map();
    return new Map(
      Object.entries(content.plans).flatMap(([key, plan]) => (isPlan(plan) ? [[key, plan] as const] : [])),
    );
  }

  return {
    recall: async (key) => (await readPlans()).get(key),
    async remember(key, plan) {
      const plans = await readPlans();
      plans.delete(key);
      plans.set(key, plan);
      const kept = Object.fromEntries([...plans].slice(-MOST_PLANS));
      await mkdir(path.dirname(file), { recursive: true });
      // Written beside and renamed: another process may read or write it now.
      const draft = `${file}.${process.pid}.tmp`;
      await writeFile(draft, `${JSON.stringify({ version, plans: kept }, null, 1)}\n`);
      await rename(draft, file);
    },
  };
}

/** A number of threads that can have been measured. */
export function isThreadCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 1024;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
