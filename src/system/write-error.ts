import { AssayError } from "../core/errors.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";

/** The error for a file or folder that could not be written; one of ours stays as it is. */
export function toWriteError(path: string, cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  return new AssayError({
    code: "storage-failed",
    message: `${path} could not be written (${explainSystemError(cause)}).`,
    hint: nextStep(cause) ?? "Check that the folder exists, is writable and has room.",
    cause,
  });
}

/** An error of the file system that nobody expected, with what was done to which path; anything else stays as it is. */
export function toSystemError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof AssayError) return thrown;
  const syscall: unknown = Reflect.get(thrown, "syscall");
  const path: unknown = Reflect.get(thrown, "path");
  if (typeof syscall !== "string" || typeof path !== "string") return thrown;
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${DEEDS[syscall] ?? syscall} ${path} (${explainSystemError(thrown)}).`,
    hint: nextStep(thrown),
    cause: thrown,
  });
}

/** Names of system calls in words. */
const DEEDS: Readonly<Record<string, string>> = {
  copyfile: "copy",
  lstat: "look at",
  mkdir: "make the folder",
  mkdtemp: "make the folder",
  rmdir: "remove",
  scandir: "list",
  stat: "look at",
  unlink: "remove",
  utime: "write",
};

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

function nextStep(thrown: unknown): string | undefined {
  return thrown instanceof Error ? NEXT_STEPS[String(Reflect.get(thrown, "code"))] : undefined;
}
