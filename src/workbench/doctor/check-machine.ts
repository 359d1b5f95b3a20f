import { statfs } from "node:fs/promises";
import os from "node:os";
import type { ModelListing } from "../model/list-catalog.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";
import { nearestFolder } from "./nearest-folder.ts";

/** Beside its file, a loaded model takes about a fifth more for context and buffers, and a process. */
const SHARE_OVER_FILE = 1.2;
const PROCESS_BYTES = 120e6;
/** A run of thousands of requests takes some MB; with less than this left, writing may soon fail. */
const NEEDED_DISK_BYTES = 50e6;
/** A small model in a common form takes about this much. */
const ROOMY_DISK_BYTES = 2e9;

/** Compares processors, memory and disk with what the listed models and a run need. */
export async function checkMachine(
  workspace: Workspace,
  models: readonly ModelListing[],
  runs: string,
  availableBytes = process.availableMemory(),
): Promise<Finding[]> {
  return [
    {
      topic: "machine",
      subject: "processor",
      status: "ok",
      message: `${os.cpus()[0]?.model.trim() ?? "unknown"}, ${os.availableParallelism()} cores`,
    },
    checkMemory(models, availableBytes),
    await checkDisk("disk for runs", runs),
    await checkDisk("disk for state", workspace.locations.state),
  ];
}

function checkMemory(models: readonly ModelListing[], availableBytes: number): Finding {
  const needs = models
    .filter(({ state, source }) => state === "ready" && source?.type === "file")
    .map(({ id, sizeBytes = 0 }) => ({ id, bytes: sizeBytes * SHARE_OVER_FILE + PROCESS_BYTES }))
    .sort((a, b) => b.bytes - a.bytes);
  const free = `${inGb(availableBytes)} of ${inGb(os.totalmem())} free`;
  const [largest] = needs;
  if (largest === undefined) return { topic: "machine", subject: "memory", status: "ok", message: free };
  const message = `${free}; the largest model here, ${largest.id}, needs about ${inGb(largest.bytes)}`;
  if (largest.bytes <= availableBytes) return { topic: "machine", subject: "memory", status: "ok", message };
  const hints = ["close other programs, choose a smaller variant, or a shorter --context"];
  return { topic: "machine", subject: "memory", status: "warning", message, hints };
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
