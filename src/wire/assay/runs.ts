import * as z from "zod";
import { errorRecordSchema } from "./error-record.ts";

/** One recorded run of a list. */
const listedRunSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run"),
    id: z.string(),
    createdAt: z.string().describe("ISO 8601."),
    status: z
      .enum(["complete", "stopped", "failed", "running", "interrupted"])
      .describe("interrupted: nobody writes it and it came to no end; failed: nothing was answered."),
    targets: z.array(z.string()),
    prompts: z.object({ name: z.string(), count: z.number() }),
    rounds: z.number(),
    sizeBytes: z.number().describe("Of everything in its folder."),
    verdict: z.string().optional().describe("In a sentence; absent when it came to none."),
    winner: z.string().optional().describe("The target to take; absent when the verdict names none."),
  }),
  z.object({ type: z.literal("unreadable"), id: z.string(), error: errorRecordSchema }),
]);

/** Answer of `GET /assay/v1/runs`. */
export const runsSchema = z.object({ runs: z.array(listedRunSchema).describe("Newest first.") });

export type RunsReport = z.output<typeof runsSchema>;

/** Answer of `GET /assay/v1/runs/:id`: what `assay report --json` prints; schemas/report.schema.json describes it. */
export const runReportSchema = z.looseObject({ schema: z.number(), type: z.literal("assay-report") });

/** Answer of `GET /assay/v1/runs/:id/picture`. */
export const runPictureSchema = z.object({
  picture: z
    .object({
      title: z.string(),
      caption: z.array(z.string()).describe("Notes on how to read it."),
      wide: z.string().describe("SVG for screens."),
      narrow: z.string().describe("SVG for phones."),
    })
    .optional()
    .describe("Quality against latency, as the report draws it; absent where either was not measured."),
});

export type RunPictureReport = z.output<typeof runPictureSchema>;

/** Answer of `DELETE /assay/v1/runs/:id`. */
export const removedRunSchema = z.object({ removed: z.string() });
