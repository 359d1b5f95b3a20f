import { isOwnExecutable } from "../../../engines/foundry/is-own-executable.ts";
import { findExecutables } from "../../../system/find-executables.ts";

/** Finds a program named `foundry` on PATH that is not this one: which of the two a terminal takes is easily mistaken. */
export function findOtherFoundry(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return findExecutables("foundry", { env }).find((path) => !isOwnExecutable(path));
}
