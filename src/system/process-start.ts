import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import type { LockOwner } from "./lock-owner.ts";

/**
 * When a process started, as an opaque text that no other process with the same id shares.
 * Absent where the system does not tell; a process that has ended and still has an entry is `ended`.
 *
 * Source: proc_pid_stat(5), fields 3 (state) and 22 (starttime, in ticks since the boot).
 */
export async function readProcessStart(processId: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${processId}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "ended";
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()}/${fields[19]}`;
  } catch {
    return undefined; // no /proc here, or it does not show this process
  }
}

/** Tells whether the process that took a lock still runs, and is not another one that got its id since. */
export async function isProcessAlive(owner: Pick<LockOwner, "processId" | "processStart">): Promise<boolean> {
  try {
    process.kill(owner.processId, 0);
  } catch (error) {
    // Anything else, such as EPERM, means that it runs and belongs to somebody else.
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
  }
  const start = await readProcessStart(owner.processId);
  return owner.processStart === undefined || start === undefined || start === owner.processStart;
}

/** Inode of the process id namespace of a Linux machine outside of all containers (PROC_PID_INIT_INO of the kernel). */
const MACHINE_NAMESPACE = "pid:[4026531836]";

/** Name of the place where process ids mean the same: the host, or the container, which may share the host's name. */
export async function readHostName(): Promise<string> {
  try {
    const namespace = await readlink("/proc/self/ns/pid");
    return namespace === MACHINE_NAMESPACE ? hostname() : `${hostname()} ${namespace}`;
  } catch {
    return hostname(); // not Linux
  }
}
