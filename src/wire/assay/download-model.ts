import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

/** Body of `POST /assay/v1/models/download`. */
export const downloadModelBodySchema = z.strictObject({
  model: z.string().min(1).max(500).describe("A name of the catalog; a repository or an address is none."),
  force: z.boolean().optional().describe("Downloads again what is there."),
});

/** Its answer: one of these a line, as JSON; `downloaded` or `failed` comes last. */
export const downloadEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("waiting"), file: z.string(), owner: z.string().describe("Who downloads it already.") }),
  z.object({ type: z.literal("started"), file: z.string(), sizeBytes: z.number(), resumedBytes: z.number() }),
  z.object({
    type: z.literal("progress"),
    doneBytes: z.number().describe("Of all files together."),
    totalBytes: z.number(),
    bytesPerSecond: z.number().optional().describe("Of the last seconds; absent at the beginning."),
    etaMs: z.number().optional(),
  }),
  z.object({
    type: z.literal("retrying"),
    file: z.string(),
    because: z.string(),
    delayMs: z.number(),
    attempt: z.number(),
    attempts: z.number(),
  }),
  z.object({ type: z.literal("restarted"), file: z.string(), because: z.string() }),
  z.object({ type: z.literal("verifying"), file: z.string() }),
  z.object({ type: z.literal("downloaded"), name: z.string(), bytes: z.number(), alreadyThere: z.boolean() }),
  z.object({ type: z.literal("failed"), error: errorRecordSchema }),
]);

export type ModelDownloadEvent = z.output<typeof downloadEventSchema>;
