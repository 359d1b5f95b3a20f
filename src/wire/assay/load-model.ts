import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

/** Body of `POST /assay/v1/models/load`. */
export const loadModelBodySchema = z.strictObject({
  model: z.string().min(1).max(500),
  ttlMs: z.number().positive().optional().describe("Absent: as the service is set."),
  retainOthers: z.boolean().optional().describe("false unloads the others first."),
});

/** Its answer: one of these a line, as JSON; `loaded` or `failed` comes last. */
export const loadEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), ratio: z.number() }),
  z.object({ type: z.literal("loaded"), name: z.string(), loadMs: z.number().optional() }),
  z.object({ type: z.literal("failed"), error: errorRecordSchema }),
]);

export type LoadEvent = z.output<typeof loadEventSchema>;
