import { readdirSync, readFileSync } from "node:fs";

/** Megabytes of a process and all that it started, shared pages divided among their users; NaN where the system does not say. */
export function readTreeMemory(pid: number): number {
  return readMemories(pid).reduce((sum, one) => sum + one, 0);
}

/** The same of each process by itself, the first one's at the front. */
export function readMemories(pid: number): readonly number[] {
  return listTree(pid).map((one) => {
    const rollup = tryRead(`/proc/${one}/smaps_rollup`);
    return Math.round((Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? Number.NaN) * 1024) / 1e6);
  });
}

/** A process and all that it started, itself first. */
export function listTree(pid: number): readonly number[] {
  const children = tryList(`/proc/${pid}/task`).flatMap((task) =>
    tryRead(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(listTree)];
}

function tryRead(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // gone meanwhile, or another system
  }
}

function tryList(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
