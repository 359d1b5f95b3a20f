import * as promises from "node:fs/promises";
import { type Clock, systemClock } from "../lib/clock.ts";
import type { LockOwner } from "./lock-owner.ts";
import { isProcessAlive, readHostName } from "./process-start.ts";

/** The part of `node:fs/promises` that is used with a context. */
export type FileSystem = Pick<typeof promises, "mkdir" | "open" | "readFile" | "readdir" | "rename" | "rm" | "stat">;

/** Surroundings of files that several processes share: clock, file system, host. */
export interface SystemContext {
  readonly fs: FileSystem;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  readonly processId: number;
  /** Name of this machine, or of the container in which process ids are counted. */
  readonly host: string;
  /** Tells whether the process that took a lock on this host still runs. */
  readonly isProcessAlive: (owner: LockOwner) => Promise<boolean>;
}

/** The context of this process, except for what is given. */
export async function createSystemContext(given: Partial<SystemContext> = {}): Promise<SystemContext> {
  return {
    fs: given.fs ?? promises,
    clock: given.clock ?? systemClock,
    now: given.now ?? (() => new Date()),
    processId: given.processId ?? process.pid,
    host: given.host ?? (await readHostName()),
    isProcessAlive: given.isProcessAlive ?? isProcessAlive,
  };
}
