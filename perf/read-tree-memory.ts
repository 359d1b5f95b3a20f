import { readdirSync, readFileSync } from "node:fs";

/** Megabytes of a process and all that it started, shared pages divided among their users; NaN where the system does not say. */
export function readTreeMemory(pid: number): number {
  const bytes = listTree(pid).map((one) => {
    const rollup = tryRead(`/proc/${one}/smaps_rollup`);
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? Number.NaN) * 1024;
  });
  return Math.round(bytes.reduce((sum, one) => sum + one, 0) / 1e6);
}

function listTree(pid: number): readonly number[] {
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
