import { AssayError } from "../core/errors.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";

/** The error for a file or folder that could not be written; one of ours stays as it is. */
export function toWriteError(path: string, cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({
    code: "storage-failed",
    message: `${path} could not be written (${explainSystemError(cause)}).`,
    hint: adviseOn(cause) ?? "Check that the folder exists, is writable and has room.",
    cause,
  });
}

/** An error of the file system that nobody expected, with what was done to which path, as far as it says so; anything else stays as it is. */
export function toSystemError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AssayError) return thrown;
  const syscall: unknown = Reflect.get(thrown, "syscall");
  const path: unknown = Reflect.get(thrown, "path");
  const isOfFile = typeof path === "string" || FILE_CALLS.has(String(syscall));
  if (typeof syscall !== "string" || !isOfFile || isOfConnection(thrown)) return thrown;
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${DEEDS[syscall] ?? syscall} ${typeof path === "string" ? path : "a file"} (${explainSystemError(thrown)}).`,
    hint: adviseOn(thrown),
    cause: thrown,
  });
}

/** Names of system calls in words. */
const DEEDS: Readonly<Record<string, string>> = {
  copyfile: "copy",
  fdatasync: "write",
  fsync: "write",
  ftruncate: "write",
  lstat: "look at",
  mkdir: "make the folder",
  mkdtemp: "make the folder",
  rmdir: "remove",
  scandir: "list",
  stat: "look at",
  unlink: "remove",
  utime: "write",
};

/** Calls on a file that is open, whose errors name no path. */
const FILE_CALLS: ReadonlySet<string> = new Set(["write", "fsync", "fdatasync", "ftruncate"]);

/** A pipe or a connection is written as well; nobody has to look after a disk then. */
function isOfConnection(thrown: Error): boolean {
  return ["EPIPE", "ECONNRESET", "EAGAIN"].includes(String(Reflect.get(thrown, "code")));
}

const OTHER_OWNER = "Check who owns it and what rights you have there.";
const IN_THE_WAY = "Name another folder: a file is in the way.";
const NO_SPACE = "Free some space, then run the same command again.";
const FEWER_FILES = "Close other programs, or let this one open more files (ulimit -n).";

const NEXT_STEPS: Readonly<Record<string, string>> = {
  EACCES: OTHER_OWNER,
  EDQUOT: NO_SPACE,
  EEXIST: IN_THE_WAY,
  EIO: "Check the disk and its connection.",
  EMFILE: FEWER_FILES,
  ENFILE: FEWER_FILES,
  ENOSPC: NO_SPACE,
  ENOTDIR: IN_THE_WAY,
  EPERM: OTHER_OWNER,
  EROFS: "Name a folder on a disk that can be written.",
};

/** The next step after an error of the system; undefined where it depends on more than its code. */
export function adviseOn(thrown: unknown): string | undefined {
  return thrown instanceof Error ? NEXT_STEPS[String(Reflect.get(thrown, "code"))] : undefined;
}
