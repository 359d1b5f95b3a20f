import { statfs } from "node:fs/promises";
import os from "node:os";
import { usualMemory } from "../../formats/memory/fit-context.ts";
import { readMemoryFacts } from "../../formats/read-memory-facts.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import type { ModelListing } from "../model/list-catalog.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";
import { nearestFolder } from "./nearest-folder.ts";

/** A run of thousands of requests takes some MB; with less than this left, writing may soon fail. */
const NEEDED_DISK_BYTES = 50e6;
/** A small model in a common form takes about this much. */
const ROOMY_DISK_BYTES = 2e9;

/** Compares processors, memory and disk with what the listed models and a run need. */
export async function checkMachine(
  workspace: Workspace,
  models: readonly ModelListing[],
  runs: string,
  availableBytes = readAvailableMemory(),
): Promise<Finding[]> {
  return [
    {
      topic: "machine",
      subject: "processor",
      status: "ok",
      message: `${os.cpus()[0]?.model.trim() ?? "unknown"}, ${os.availableParallelism()} cores`,
    },
    await checkMemory(models, availableBytes),
    await checkDisk("disk for runs", runs),
    await checkDisk("disk for state", workspace.locations.state),
  ];
}

async function checkMemory(models: readonly ModelListing[], availableBytes: number): Promise<Finding> {
  const needs = (await Promise.all(models.map(needOf))).filter((need) => need !== undefined);
  needs.sort((a, b) => b.bytes - a.bytes);
  const free = `${inGb(availableBytes)} of ${inGb(os.totalmem())} free`;
  const [largest] = needs;
  if (largest === undefined) return { topic: "machine", subject: "memory", status: "ok", message: free };
  const message = `${free}; the largest model here, ${largest.id}, needs about ${inGb(largest.bytes)}`;
  if (largest.bytes <= availableBytes) return { topic: "machine", subject: "memory", status: "ok", message };
  const hints = ["close other programs, choose a smaller variant, or a shorter context"];
  return { topic: "machine", subject: "memory", status: "warning", message, hints };
}

/** Only files that are here can be loaded into this machine's memory. */
async function needOf({ id, source, state, contextTokens, sizeBytes }: ModelListing) {
  if (source?.type !== "file" || state !== "ready") return undefined;
  const { totalBytes } = usualMemory(await readMemoryFacts(source.path, sizeBytes), { contextTokens });
  return { id, bytes: totalBytes };
}

async function checkDisk(subject: string, directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearestFolder(directory));
  const freeBytes = bavail * bsize;
  const message = `${inGb(freeBytes)} free at ${directory}`;
  if (freeBytes >= ROOMY_DISK_BYTES) return { topic: "machine", subject, status: "ok", message };
  const status = freeBytes < NEEDED_DISK_BYTES ? "problem" : "warning";
  return {
    topic: "machine",
    subject,
    status,
    message,
    hints: ["make room before a long run, or before a model is fetched"],
  };
}

/** GB = 10^9 bytes. */
function inGb(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
