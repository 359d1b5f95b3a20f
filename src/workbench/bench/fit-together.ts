import type { Plan, TargetPlan } from "../../core/run.ts";
import { usualMemory } from "../../formats/memory/fit-context.ts";
import { USABLE_SHARE } from "../../formats/memory/required-memory.ts";
import { readMemoryFacts } from "../../formats/read-memory-facts.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";

/** Tells whether all targets of a plan may be loaded at once, judged by the memory that each requires and that is free. */
export async function fitTogether(plan: Plan, freeBytes = readAvailableMemory()): Promise<boolean> {
  return (await requiredTogether(plan)) <= freeBytes * USABLE_SHARE;
}

/** Memory that all targets of a plan take together, each with the context that it would get. */
export async function requiredTogether(plan: Plan): Promise<number> {
  const needs = await Promise.all(plan.targets.map(requiredBytes));
  return needs.reduce((sum, bytes) => sum + bytes, 0);
}

/** Models that run elsewhere, or are made up, take none of this machine's memory. */
async function requiredBytes({ source, contextTokens, sizeBytes }: TargetPlan): Promise<number> {
  if (source.type !== "file") return 0;
  return usualMemory(await readMemoryFacts(source.path, sizeBytes), { contextTokens }).totalBytes;
}
