import { z } from "zod";

/** Holder of a lock, as the lock's file names it. */
export type LockOwner = z.infer<typeof lockOwnerSchema>;

/** The form of the lock's file. */
export const lockOwnerSchema = z.object({
  processId: z.int().positive(),
  /** See `readProcessStart()`. */
  processStart: z.string().optional(),
  host: z.string(),
  /** ISO 8601. */
  since: z.string(),
  /** Unique for each lock ever taken, and part of a file's name. */
  token: z.uuid(),
});
