import type * as promises from "node:fs/promises";
import type { Clock } from "../lib/clock.ts";
import type { LockOwner } from "./lock-owner.ts";

/** The part of `node:fs/promises` that a store uses. */
export type FileSystem = Pick<typeof promises, "mkdir" | "open" | "readFile" | "readdir" | "rename" | "rm" | "stat">;

/** What a store knows of the world around it. */
export interface StoreContext {
  readonly fs: FileSystem;
  readonly clock: Clock;
  /** Wall clock. */
  readonly now: () => Date;
  readonly processId: number;
  /** Name of this machine, or of the container in which process ids are counted. */
  readonly host: string;
  /** Whether the process that took a lock on this host still runs. */
  readonly isProcessAlive: (owner: LockOwner) => Promise<boolean>;
}
