import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

/** First message to a detached service: over a channel, since a command line can be read by everyone. */
export const startMessageSchema = z.object({
  project: z.string().describe("The project's folder."),
  given: z.record(z.string(), z.unknown()).describe("Settings that are stronger than the environment and all files."),
});

export type StartMessage = z.output<typeof startMessageSchema>;

/** Its answer; then the channel is closed and the service is on its own. */
export const startAnswerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("listening"), state: z.unknown().describe("What its state file holds.") }),
  z.object({ type: z.literal("failed"), error: errorRecordSchema }),
]);

export type StartAnswer = z.output<typeof startAnswerSchema>;
